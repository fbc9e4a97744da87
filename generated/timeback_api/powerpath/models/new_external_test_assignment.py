from __future__ import annotations

from timeback_runtime.model import Model
from timeback_runtime.validators import BOOLEAN, TEXT, json_field


class NewExternalTestAssignment(Model):
    """A test of an outside provider, to be assigned to a student.

    Attributes:
        student: Id of the student.
        lesson: Id of the component resource of the lesson.
        application_name: Name of the application at the provider.
        test_id: Id of the test at the provider. It replaces the test that is selected by subject and grade of the
            lesson. For `mastery-track` only.
        skip_course_enrollment: Whether to skip enrolling the student in a course by the result of this attempt.
    """

    student: str = json_field("student", TEXT)
    lesson: str = json_field("lesson", TEXT)
    application_name: str | None = json_field("applicationName", TEXT, default=None)
    test_id: str | None = json_field("testId", TEXT, default=None)
    skip_course_enrollment: bool | None = json_field("skipCourseEnrollment", BOOLEAN, default=None)


parse_new_external_test_assignment = NewExternalTestAssignment._parse
