"""Methods of ``client.gradebook.results``."""

from timeback._resources.collection import Collection
from timeback._resources.descriptors import iterating, listing, operation
from timeback._resources.resource import AsyncResource, SyncResource
from timeback_api.gradebook.api.results import (
    create_result,
    delete_result,
    get_all_results,
    get_result,
    patch_result,
    put_result,
)
from timeback_api.gradebook.models import Result


class _Results(Collection[Result]):
    """Results: a student's score for a line item."""

    _names = ("result", "results")

    list_results = listing(get_all_results)
    iter_results = iterating(get_all_results)
    get_result = operation(get_result)
    create_result = operation(create_result)
    update_result = operation(put_result)
    patch_result = operation(patch_result)
    delete_result = operation(delete_result)


class Results(_Results, SyncResource):
    __doc__ = _Results.__doc__


class AsyncResults(_Results, AsyncResource):
    __doc__ = _Results.__doc__
