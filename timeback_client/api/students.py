"""Students."""

from timeback_api.rostering.api.students import get_all_students, get_classes_for_student, get_student
from timeback_client._calls import LIST, call
from timeback_client.core.client import API


class StudentsAPI(API):
    """Methods on students."""

    list_students = call(get_all_students, f"| {LIST}", extra=True)
    get_student = call(get_student, "student_id | fields")
    get_classes_for_student = call(get_classes_for_student, f"student_id | {LIST}")
