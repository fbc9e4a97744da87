from __future__ import annotations

from timeback_runtime.model import Model
from timeback_runtime.validators import TEXT, json_field


class CreatedTestAssignment(Model):
    """Ids of a new test assignment and of the objects that were created with it.

    Attributes:
        assignment_id: Id of the assignment.
        lesson_id: Id of the component resource of the lesson.
        resource_id: Id of the resource behind the lesson.
    """

    assignment_id: str = json_field("assignmentId", TEXT)
    lesson_id: str = json_field("lessonId", TEXT)
    resource_id: str = json_field("resourceId", TEXT)


parse_created_test_assignment = CreatedTestAssignment._parse
