"""A test that is assigned to a student."""

from __future__ import annotations

import datetime
from typing import Any

from attrs import define

from timeback_api.powerpath.models.test_assignment_status import TestAssignmentStatus, as_test_assignment_status
from timeback_runtime.model import (
    Model,
    copy_payload,
    enum_to_json,
    format_datetime,
    new_model,
    parse_datetime,
    untracked_subclass,
)
from timeback_runtime.validators import DATETIME, TEXT, Choice, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class TestAssignment(Model):
    """A test that is assigned to a student.

    Attributes:
        sourced_id: Id of the assignment.
        student_sourced_id: Id of the student.
        student_email: E-mail address of the student.
        assigned_by_user_sourced_id: Id of the user who assigned the test.
        subject: Subject of the test.
        grade: Grade of the test.
        assignment_status: State of a test assignment.
        test_name: Name of the test.
        resource_sourced_id: Id of the resource behind the lesson.
        component_resource_sourced_id: Id of the component resource of the lesson.
        assigned_at: When the test was assigned.
        completed_at: When the test was completed.
        expires_at: When the assignment runs out.
    """

    FIELDS = {
        "sourced_id": Field("sourcedId", TEXT, True),
        "student_sourced_id": Field("studentSourcedId", TEXT, True),
        "student_email": Field("studentEmail", TEXT, True),
        "assigned_by_user_sourced_id": Field("assignedByUserSourcedId", TEXT, True),
        "subject": Field("subject", TEXT, True),
        "grade": Field("grade", TEXT, True),
        "test_name": Field("testName", TEXT),
        "assignment_status": Field("assignmentStatus", Choice(TestAssignmentStatus), True),
        "resource_sourced_id": Field("resourceSourcedId", TEXT),
        "component_resource_sourced_id": Field("componentResourceSourcedId", TEXT),
        "assigned_at": Field("assignedAt", DATETIME),
        "completed_at": Field("completedAt", DATETIME),
        "expires_at": Field("expiresAt", DATETIME),
    }

    sourced_id: str
    student_sourced_id: str
    student_email: str
    assigned_by_user_sourced_id: str | None
    subject: str
    grade: str
    assignment_status: TestAssignmentStatus | str
    test_name: str | None = None
    resource_sourced_id: str | None = None
    component_resource_sourced_id: str | None = None
    assigned_at: datetime.datetime | None = None
    completed_at: datetime.datetime | None = None
    expires_at: datetime.datetime | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, TestAssignment)
        value: Any
        data = self._start_dict()
        if (value := self.sourced_id) is not None or "sourcedId" in data:
            data["sourcedId"] = value
        if (value := self.student_sourced_id) is not None or "studentSourcedId" in data:
            data["studentSourcedId"] = value
        if (value := self.student_email) is not None or "studentEmail" in data:
            data["studentEmail"] = value
        if (value := self.assigned_by_user_sourced_id) is not None or "assignedByUserSourcedId" in data:
            data["assignedByUserSourcedId"] = value
        if (value := self.subject) is not None or "subject" in data:
            data["subject"] = value
        if (value := self.grade) is not None or "grade" in data:
            data["grade"] = value
        if (value := self.test_name) is not None or "testName" in data:
            data["testName"] = value
        if (value := self.assignment_status) is not None or "assignmentStatus" in data:
            data["assignmentStatus"] = value if type(value) is str else enum_to_json(value)
        if (value := self.resource_sourced_id) is not None or "resourceSourcedId" in data:
            data["resourceSourcedId"] = value
        if (value := self.component_resource_sourced_id) is not None or "componentResourceSourcedId" in data:
            data["componentResourceSourcedId"] = value
        if (value := self.assigned_at) is not None or "assignedAt" in data:
            data["assignedAt"] = format_datetime(value, data.get("assignedAt"))
        if (value := self.completed_at) is not None or "completedAt" in data:
            data["completedAt"] = format_datetime(value, data.get("completedAt"))
        if (value := self.expires_at) is not None or "expiresAt" in data:
            data["expiresAt"] = format_datetime(value, data.get("expiresAt"))
        return self._finish_dict(data)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> TestAssignment:
        return parse_test_assignment(data)


_UntrackedTestAssignment = untracked_subclass(TestAssignment)


def parse_test_assignment(data: Any) -> TestAssignment:
    instance: TestAssignment = new_model(_UntrackedTestAssignment)
    instance._received = data
    instance._changed = None
    instance.sourced_id = data.get("sourcedId")
    instance.student_sourced_id = data.get("studentSourcedId")
    instance.student_email = data.get("studentEmail")
    instance.assigned_by_user_sourced_id = data.get("assignedByUserSourcedId")
    instance.subject = data.get("subject")
    instance.grade = data.get("grade")
    instance.test_name = data.get("testName")
    instance.assignment_status = (
        as_test_assignment_status(value, value) if type(value := data.get("assignmentStatus")) is str else value
    )
    instance.resource_sourced_id = data.get("resourceSourcedId")
    instance.component_resource_sourced_id = data.get("componentResourceSourcedId")
    instance.assigned_at = parse_datetime(value) if type(value := data.get("assignedAt")) is str else value
    instance.completed_at = parse_datetime(value) if type(value := data.get("completedAt")) is str else value
    instance.expires_at = parse_datetime(value) if type(value := data.get("expiresAt")) is str else value
    instance.__class__ = TestAssignment
    return instance
