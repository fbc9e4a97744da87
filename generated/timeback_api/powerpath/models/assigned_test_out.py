"""The student has a test-out of the course."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.powerpath.models.assigned_test_out_status import AssignedTestOutStatus, as_assigned_test_out_status
from timeback_runtime.model import Model, copy_payload, enum_to_json, new_model, untracked_subclass
from timeback_runtime.validators import TEXT, Choice, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class AssignedTestOut(Model):
    """The student has a test-out of the course.

    Attributes:
        status: State of a test-out that a student has.
        assignment_id: Id of the test assignment.
        lesson_id: Id of the component resource of the lesson.
    """

    FIELDS = {
        "status": Field("status", Choice(AssignedTestOutStatus), True),
        "assignment_id": Field("assignmentId", TEXT, True),
        "lesson_id": Field("lessonId", TEXT, True),
    }

    status: AssignedTestOutStatus | str
    assignment_id: str
    lesson_id: str

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, AssignedTestOut)
        value: Any
        data = self._start_dict()
        if (value := self.status) is not None or "status" in data:
            data["status"] = value if type(value) is str else enum_to_json(value)
        if (value := self.assignment_id) is not None or "assignmentId" in data:
            data["assignmentId"] = value
        if (value := self.lesson_id) is not None or "lessonId" in data:
            data["lessonId"] = value
        return self._finish_dict(data)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> AssignedTestOut:
        return parse_assigned_test_out(data)


_UntrackedAssignedTestOut = untracked_subclass(AssignedTestOut)


def parse_assigned_test_out(data: Any) -> AssignedTestOut:
    instance: AssignedTestOut = new_model(_UntrackedAssignedTestOut)
    instance._received = data
    instance._changed = None
    instance.status = as_assigned_test_out_status(value, value) if type(value := data.get("status")) is str else value
    instance.assignment_id = data.get("assignmentId")
    instance.lesson_id = data.get("lessonId")
    instance.__class__ = AssignedTestOut
    return instance
