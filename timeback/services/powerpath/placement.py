"""Methods of ``client.powerpath.placement``."""

from timeback._resources.descriptors import operation
from timeback._resources.resource import AsyncResource, SyncResource
from timeback_api.powerpath.api.placement import (
    get_all_placement_tests,
    get_current_level,
    get_next_placement_test,
    get_student_placement_data,
    get_subject_progress,
    reset_user_placement,
)


class _Placement:
    """Placement: the grade level at which a student starts a subject."""

    list_placement_tests = operation(get_all_placement_tests)
    get_current_level = operation(get_current_level)
    get_next_placement_test = operation(get_next_placement_test)
    get_subject_progress = operation(get_subject_progress)
    get_student_placement = operation(get_student_placement_data)
    reset_placement = operation(reset_user_placement)


class Placement(_Placement, SyncResource):
    __doc__ = _Placement.__doc__


class AsyncPlacement(_Placement, AsyncResource):
    __doc__ = _Placement.__doc__
