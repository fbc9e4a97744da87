"""Methods of ``client.rostering.grading_periods``."""

from timeback._resources.collection import Collection
from timeback._resources.descriptors import iterating, listing, operation
from timeback._resources.resource import AsyncResource, SyncResource
from timeback_api.rostering.api.grading_periods import (
    create_grading_period,
    delete_grading_period,
    get_all_grading_periods,
    get_grading_period,
    patch_grading_period,
    update_grading_period,
)
from timeback_api.rostering.models import AcademicSession


class _GradingPeriods(Collection[AcademicSession]):
    """Grading periods: academic sessions of type ``gradingPeriod``."""

    _names = ("grading_period", "grading_periods")

    list_grading_periods = listing(get_all_grading_periods)
    iter_grading_periods = iterating(get_all_grading_periods)
    get_grading_period = operation(get_grading_period)
    create_grading_period = operation(create_grading_period)
    update_grading_period = operation(update_grading_period)
    patch_grading_period = operation(patch_grading_period)
    delete_grading_period = operation(delete_grading_period)


class GradingPeriods(_GradingPeriods, SyncResource):
    __doc__ = _GradingPeriods.__doc__


class AsyncGradingPeriods(_GradingPeriods, AsyncResource):
    __doc__ = _GradingPeriods.__doc__
