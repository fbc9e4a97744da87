"""Methods of ``client.rostering.courses``."""

from timeback._resources.collection import Collection
from timeback._resources.descriptors import iterating, listing, operation
from timeback._resources.resource import AsyncResource, SyncResource
from timeback_api.rostering.api.courses import (
    create_course,
    create_course_structure,
    delete_course,
    get_all_courses,
    get_classes_for_course,
    get_course,
    patch_course,
    put_course,
)
from timeback_api.rostering.models import Course


class _Courses(Collection[Course]):
    """Courses, and the classes in which they are taught."""

    _names = ("course", "courses")

    list_courses = listing(get_all_courses)
    iter_courses = iterating(get_all_courses)
    get_course = operation(get_course)
    create_course = operation(create_course)
    update_course = operation(put_course)
    patch_course = operation(patch_course)
    delete_course = operation(delete_course)
    list_classes = listing(get_classes_for_course)
    iter_classes = iterating(get_classes_for_course)
    create_course_structure = operation(create_course_structure)


class Courses(_Courses, SyncResource):
    __doc__ = _Courses.__doc__


class AsyncCourses(_Courses, AsyncResource):
    __doc__ = _Courses.__doc__
