from __future__ import annotations

from timeback_api.powerpath.models.assigned_test_out_status import AssignedTestOutStatus
from timeback_runtime.model import Model
from timeback_runtime.validators import TEXT, Choice, json_field


class AssignedTestOut(Model):
    """The student has a test-out of the course.

    Attributes:
        status: State of a test-out that a student has.
        assignment_id: Id of the test assignment.
        lesson_id: Id of the component resource of the lesson.
    """

    status: AssignedTestOutStatus | str = json_field("status", Choice(AssignedTestOutStatus))
    assignment_id: str = json_field("assignmentId", TEXT)
    lesson_id: str = json_field("lessonId", TEXT)


parse_assigned_test_out = AssignedTestOut._parse
