from __future__ import annotations

from timeback_runtime.model import Model
from timeback_runtime.validators import Text, json_field


class TestOutStart(Model):
    """The course to test out of, and the student.

    Attributes:
        course_id: Id of the course.
        student_id: Id of the student.
    """

    course_id: str = json_field("courseId", Text(1))
    student_id: str = json_field("studentId", Text(1))


parse_test_out_start = TestOutStart._parse
