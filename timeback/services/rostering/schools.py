"""Methods of ``client.rostering.schools``."""

from timeback._resources.collection import Collection
from timeback._resources.descriptors import iterating, listing, operation
from timeback._resources.resource import AsyncResource, SyncResource
from timeback_api.rostering.api.schools import (
    create_school,
    delete_school,
    get_all_schools,
    get_classes_for_school,
    get_courses_for_school,
    get_enrollments_for_class_in_school,
    get_enrollments_for_school,
    get_school,
    get_students_for_class_in_school,
    get_students_for_school,
    get_teachers_for_class_in_school,
    get_teachers_for_school,
    get_terms_for_school,
    patch_school,
    update_school,
)
from timeback_api.rostering.models import Org


class _Schools(Collection[Org]):
    """Schools: organisations of type ``school``, with their classes, courses, users and terms."""

    _names = ("school", "schools")

    list_schools = listing(get_all_schools)
    iter_schools = iterating(get_all_schools)
    get_school = operation(get_school)
    create_school = operation(create_school)
    update_school = operation(update_school)
    patch_school = operation(patch_school)
    delete_school = operation(delete_school)
    list_classes = listing(get_classes_for_school)
    iter_classes = iterating(get_classes_for_school)
    list_courses = listing(get_courses_for_school)
    iter_courses = iterating(get_courses_for_school)
    list_enrollments = listing(get_enrollments_for_school)
    iter_enrollments = iterating(get_enrollments_for_school)
    list_students = listing(get_students_for_school)
    iter_students = iterating(get_students_for_school)
    list_teachers = listing(get_teachers_for_school)
    iter_teachers = iterating(get_teachers_for_school)
    list_terms = listing(get_terms_for_school)
    iter_terms = iterating(get_terms_for_school)
    list_class_enrollments = listing(get_enrollments_for_class_in_school)
    iter_class_enrollments = iterating(get_enrollments_for_class_in_school)
    list_class_students = listing(get_students_for_class_in_school)
    iter_class_students = iterating(get_students_for_class_in_school)
    list_class_teachers = listing(get_teachers_for_class_in_school)
    iter_class_teachers = iterating(get_teachers_for_class_in_school)


class Schools(_Schools, SyncResource):
    __doc__ = _Schools.__doc__


class AsyncSchools(_Schools, AsyncResource):
    __doc__ = _Schools.__doc__
