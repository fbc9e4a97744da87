from __future__ import annotations

from timeback_api.common.models.grade import Grade
from timeback_api.powerpath.models.subject import Subject
from timeback_runtime.model import Model
from timeback_runtime.validators import TEXT, Choice, json_field


class NewTestAssignment(Model):
    """A test to assign to a student.

    Attributes:
        student: Id of the student.
        subject: Subject of a course or a test.
        grade: School grade on the platform, as text: `-1` is the year before kindergarten, `0` is kindergarten, and
            `13` is any level above grade 12.
        test_name: Name of the test.
    """

    student: str = json_field("student", TEXT)
    subject: Subject | str = json_field("subject", Choice(Subject))
    grade: Grade | str = json_field("grade", Choice(Grade))
    test_name: str | None = json_field("testName", TEXT, default=None)


parse_new_test_assignment = NewTestAssignment._parse
