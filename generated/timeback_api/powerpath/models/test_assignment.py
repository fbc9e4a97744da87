"""A test that is assigned to a student."""

from __future__ import annotations

import datetime
from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, from_moment, new, seed, to_datetime
from timeback_runtime.validators import MOMENT, TEXT, Choice, Field


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
        component_resource_sourced_id: Id of the component resource that is the lesson.
        assigned_at: When the test was assigned.
        completed_at: When the test was completed.
        expires_at: When the assignment runs out.
    """
    sourced_id: str | None
    student_sourced_id: str | None
    student_email: str | None
    assigned_by_user_sourced_id: str | None
    subject: str | None
    grade: str | None
    assignment_status: TestAssignmentStatus | str | None
    test_name: str | None = None
    resource_sourced_id: str | None = None
    component_resource_sourced_id: str | None = None
    assigned_at: datetime.datetime | None = None
    completed_at: datetime.datetime | None = None
    expires_at: datetime.datetime | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, TestAssignment)
        v: Any
        d = self._begin()
        if (v := self.sourced_id) is not None or "sourcedId" in d:
            d["sourcedId"] = v
        if (v := self.student_sourced_id) is not None or "studentSourcedId" in d:
            d["studentSourcedId"] = v
        if (v := self.student_email) is not None or "studentEmail" in d:
            d["studentEmail"] = v
        if (v := self.assigned_by_user_sourced_id) is not None or "assignedByUserSourcedId" in d:
            d["assignedByUserSourcedId"] = v
        if (v := self.subject) is not None or "subject" in d:
            d["subject"] = v
        if (v := self.grade) is not None or "grade" in d:
            d["grade"] = v
        if (v := self.test_name) is not None or "testName" in d:
            d["testName"] = v
        if (v := self.assignment_status) is not None or "assignmentStatus" in d:
            d["assignmentStatus"] = v
        if (v := self.resource_sourced_id) is not None or "resourceSourcedId" in d:
            d["resourceSourcedId"] = v
        if (v := self.component_resource_sourced_id) is not None or "componentResourceSourcedId" in d:
            d["componentResourceSourcedId"] = v
        if (v := self.assigned_at) is not None or "assignedAt" in d:
            d["assignedAt"] = from_moment(v, d.get("assignedAt"))
        if (v := self.completed_at) is not None or "completedAt" in d:
            d["completedAt"] = from_moment(v, d.get("completedAt"))
        if (v := self.expires_at) is not None or "expiresAt" in d:
            d["expiresAt"] = from_moment(v, d.get("expiresAt"))
        return self._finish(d)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> TestAssignment:
        return parse_test_assignment(data)


def parse_test_assignment(d: dict[str, Any]) -> TestAssignment:
    self: TestAssignment = new(_TestAssignment)
    self._raw = d
    self._changed = None
    self.sourced_id = d.get("sourcedId")
    self.student_sourced_id = d.get("studentSourcedId")
    self.student_email = d.get("studentEmail")
    self.assigned_by_user_sourced_id = d.get("assignedByUserSourcedId")
    self.subject = d.get("subject")
    self.grade = d.get("grade")
    self.test_name = d.get("testName")
    self.assignment_status = as_test_assignment_status(v, v) if type(v := d.get("assignmentStatus")) is str else v
    self.resource_sourced_id = d.get("resourceSourcedId")
    self.component_resource_sourced_id = d.get("componentResourceSourcedId")
    self.assigned_at = to_datetime(v) if type(v := d.get("assignedAt")) is str else v
    self.completed_at = to_datetime(v) if type(v := d.get("completedAt")) is str else v
    self.expires_at = to_datetime(v) if type(v := d.get("expiresAt")) is str else v
    self.__class__ = TestAssignment
    return self


from timeback_api.powerpath.models.test_assignment_status import TestAssignmentStatus, as_test_assignment_status  # noqa: E402

_TestAssignment = seed(TestAssignment)
TestAssignment.FIELDS = {
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
    "assigned_at": Field("assignedAt", MOMENT),
    "completed_at": Field("completedAt", MOMENT),
    "expires_at": Field("expiresAt", MOMENT),
}
