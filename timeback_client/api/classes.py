"""Classes."""

from timeback_api.rostering.api.classes import (
    create_class,
    delete_class,
    get_all_classes,
    get_class,
    get_students_for_class,
    update_class,
)
from timeback_api.rostering.api.courses import get_classes_for_course
from timeback_api.rostering.api.students import get_classes_for_student
from timeback_api.rostering.api.teachers import get_classes_for_teacher
from timeback_client._calls import LIST, call
from timeback_client.core.client import API
from timeback_client.models.class_ import Class

_FILTERED = "filter_expr limit offset sort order_by fields"


class ClassesAPI(API):
    """Methods on classes."""

    create_class = call(create_class, "class_data", model=Class)
    get_class = call(get_class, "class_id | fields")
    update_class = call(update_class, "class_id class_data", model=Class)
    delete_class = call(delete_class, "class_id")
    list_classes = call(get_all_classes, f"| {LIST}")
    get_classes_for_course = call(get_classes_for_course, f"course_id | {_FILTERED}")
    get_classes_for_student = call(get_classes_for_student, f"student_id | {_FILTERED}")
    get_classes_for_teacher = call(get_classes_for_teacher, f"teacher_id | {_FILTERED}")
    get_students_for_class = call(get_students_for_class, f"class_id | {LIST}")
