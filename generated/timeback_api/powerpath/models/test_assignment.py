from __future__ import annotations

import datetime

from timeback_api.powerpath.models.test_assignment_status import TestAssignmentStatus
from timeback_runtime.model import Model
from timeback_runtime.validators import DATETIME, TEXT, Choice, json_field


class TestAssignment(Model):
    """A test that is assigned to a student.

    Attributes:
        sourced_id: Id of the assignment.
        student_sourced_id: Id of the student.
        student_email: E-mail address of the student.
        assigned_by_user_sourced_id: Id of the user who assigned the test.
        subject: Subject of the test.
        grade: Grade of the test.
        test_name: Name of the test.
        assignment_status: State of a test assignment.
        resource_sourced_id: Id of the resource behind the lesson.
        component_resource_sourced_id: Id of the component resource of the lesson.
        assigned_at: When the test was assigned.
        completed_at: When the test was completed.
        expires_at: When the assignment runs out.
    """

    sourced_id: str = json_field("sourcedId", TEXT)
    student_sourced_id: str = json_field("studentSourcedId", TEXT)
    student_email: str = json_field("studentEmail", TEXT)
    assigned_by_user_sourced_id: str | None = json_field("assignedByUserSourcedId", TEXT)
    subject: str = json_field("subject", TEXT)
    grade: str = json_field("grade", TEXT)
    test_name: str | None = json_field("testName", TEXT, default=None)
    assignment_status: TestAssignmentStatus | str = json_field("assignmentStatus", Choice(TestAssignmentStatus))
    resource_sourced_id: str | None = json_field("resourceSourcedId", TEXT, default=None)
    component_resource_sourced_id: str | None = json_field("componentResourceSourcedId", TEXT, default=None)
    assigned_at: datetime.datetime | None = json_field("assignedAt", DATETIME, default=None)
    completed_at: datetime.datetime | None = json_field("completedAt", DATETIME, default=None)
    expires_at: datetime.datetime | None = json_field("expiresAt", DATETIME, default=None)


parse_test_assignment = TestAssignment._parse
