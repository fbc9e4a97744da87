"""Methods of ``client.rostering.terms``."""

from timeback._resources.collection import Collection
from timeback._resources.descriptors import iterating, listing, operation
from timeback._resources.resource import AsyncResource, SyncResource
from timeback_api.rostering.api.terms import (
    create_grading_period_for_term,
    create_term,
    delete_term,
    get_all_terms,
    get_classes_for_term,
    get_grading_periods_for_term,
    get_term,
    patch_term,
    update_term,
)
from timeback_api.rostering.models import AcademicSession


class _Terms(Collection[AcademicSession]):
    """Terms: academic sessions of type ``term``, with their classes and grading periods."""

    _names = ("term", "terms")

    list_terms = listing(get_all_terms)
    iter_terms = iterating(get_all_terms)
    get_term = operation(get_term)
    create_term = operation(create_term)
    update_term = operation(update_term)
    patch_term = operation(patch_term)
    delete_term = operation(delete_term)
    list_classes = listing(get_classes_for_term)
    iter_classes = iterating(get_classes_for_term)
    list_grading_periods = listing(get_grading_periods_for_term)
    iter_grading_periods = iterating(get_grading_periods_for_term)
    create_grading_period = operation(create_grading_period_for_term)


class Terms(_Terms, SyncResource):
    __doc__ = _Terms.__doc__


class AsyncTerms(_Terms, AsyncResource):
    __doc__ = _Terms.__doc__
