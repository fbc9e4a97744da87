"""Methods of ``client.powerpath.syllabus``."""

from timeback._resources.descriptors import operation
from timeback._resources.resource import AsyncResource, SyncResource
from timeback_api.powerpath.api.syllabus import get_course_syllabus


class _Syllabus:
    """Syllabus: a course as a tree of its components and their resources."""

    get_course_syllabus = operation(get_course_syllabus)


class Syllabus(_Syllabus, SyncResource):
    __doc__ = _Syllabus.__doc__


class AsyncSyllabus(_Syllabus, AsyncResource):
    __doc__ = _Syllabus.__doc__
