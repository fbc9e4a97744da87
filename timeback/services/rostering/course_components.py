"""Methods of ``client.rostering.course_components``."""

from timeback._resources.collection import UnpatchedCollection
from timeback._resources.descriptors import iterating, listing, operation
from timeback._resources.resource import AsyncResource, SyncResource
from timeback_api.rostering.api.courses import (
    create_course_component,
    delete_course_component,
    get_all_course_components,
    get_course_component,
    put_course_component,
)
from timeback_api.rostering.models import CourseComponent


class _CourseComponents(UnpatchedCollection[CourseComponent]):
    """Course components: the units and lessons of a course, nested by their parent."""

    _names = ("course_component", "course_components")

    list_course_components = listing(get_all_course_components)
    iter_course_components = iterating(get_all_course_components)
    get_course_component = operation(get_course_component)
    create_course_component = operation(create_course_component)
    update_course_component = operation(put_course_component)
    delete_course_component = operation(delete_course_component)


class CourseComponents(_CourseComponents, SyncResource):
    __doc__ = _CourseComponents.__doc__


class AsyncCourseComponents(_CourseComponents, AsyncResource):
    __doc__ = _CourseComponents.__doc__
