"""Methods of ``client.rostering.classes``."""

from timeback._resources.collection import Collection
from timeback._resources.descriptors import iterating, listing, operation
from timeback._resources.resource import AsyncResource, SyncResource
from timeback_api.rostering.api.classes import (
    add_student_to_class,
    add_teacher_to_class,
    create_class,
    delete_class,
    get_all_classes,
    get_class,
    get_enrollments_for_class,
    get_students_for_class,
    get_teachers_for_class,
    patch_class,
    update_class,
)
from timeback_api.rostering.models import Class


class _Classes(Collection[Class]):
    """Classes: a course taught at a school in one or more terms."""

    _names = ("class", "classes")

    list_classes = listing(get_all_classes)
    iter_classes = iterating(get_all_classes)
    get_class = operation(get_class)
    create_class = operation(create_class)
    update_class = operation(update_class)
    patch_class = operation(patch_class)
    delete_class = operation(delete_class)
    list_enrollments = listing(get_enrollments_for_class)
    iter_enrollments = iterating(get_enrollments_for_class)
    list_students = listing(get_students_for_class)
    iter_students = iterating(get_students_for_class)
    list_teachers = listing(get_teachers_for_class)
    iter_teachers = iterating(get_teachers_for_class)
    add_student = operation(add_student_to_class)
    add_teacher = operation(add_teacher_to_class)


class Classes(_Classes, SyncResource):
    __doc__ = _Classes.__doc__


class AsyncClasses(_Classes, AsyncResource):
    __doc__ = _Classes.__doc__
