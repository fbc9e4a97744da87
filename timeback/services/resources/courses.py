"""Methods of ``client.resources.courses``."""

from timeback._resources.descriptors import iterating, listing
from timeback._resources.resource import AsyncResource, SyncResource
from timeback_api.resources.api.courses import get_course_resources


class _Courses:
    """The resources of a course, at the path of the OneRoster standard."""

    list_resources = listing(get_course_resources)
    iter_resources = iterating(get_course_resources)


class Courses(_Courses, SyncResource):
    __doc__ = _Courses.__doc__


class AsyncCourses(_Courses, AsyncResource):
    __doc__ = _Courses.__doc__
