"""Methods of ``client.rostering.enrollments``."""

from timeback._resources.collection import Collection
from timeback._resources.descriptors import iterating, listing, operation
from timeback._resources.resource import AsyncResource, SyncResource
from timeback_api.rostering.api.enrollments import (
    create_enrollment,
    delete_enrollment,
    get_all_enrollments,
    get_enrollment,
    patch_enrollment,
    update_enrollment,
)
from timeback_api.rostering.models import Enrollment


class _Enrollments(Collection[Enrollment]):
    """Enrollments: the role of a user in a class."""

    _names = ("enrollment", "enrollments")

    list_enrollments = listing(get_all_enrollments)
    iter_enrollments = iterating(get_all_enrollments)
    get_enrollment = operation(get_enrollment)
    create_enrollment = operation(create_enrollment)
    update_enrollment = operation(update_enrollment)
    patch_enrollment = operation(patch_enrollment)
    delete_enrollment = operation(delete_enrollment)


class Enrollments(_Enrollments, SyncResource):
    __doc__ = _Enrollments.__doc__


class AsyncEnrollments(_Enrollments, AsyncResource):
    __doc__ = _Enrollments.__doc__
