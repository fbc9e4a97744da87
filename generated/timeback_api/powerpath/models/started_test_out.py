from __future__ import annotations

from timeback_api.powerpath.models.started_test_out_status import StartedTestOutStatus
from timeback_runtime.model import Model
from timeback_runtime.validators import TEXT, Choice, json_field


class StartedTestOut(Model):
    """A test-out that is assigned to a student.

    Attributes:
        status: Whether a test-out was newly assigned or already open.
        assignment_id: Id of the test assignment.
        lesson_id: Id of the component resource of the lesson.
        resource_id: Id of the resource behind the lesson.
    """

    status: StartedTestOutStatus | str = json_field("status", Choice(StartedTestOutStatus))
    assignment_id: str = json_field("assignmentId", TEXT)
    lesson_id: str = json_field("lessonId", TEXT)
    resource_id: str = json_field("resourceId", TEXT)


parse_started_test_out = StartedTestOut._parse
