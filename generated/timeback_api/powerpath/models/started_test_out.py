"""A test-out that is assigned to a student."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.powerpath.models.started_test_out_status import StartedTestOutStatus, as_started_test_out_status
from timeback_runtime.model import Model, copy_payload, enum_to_json, new_model, untracked_subclass
from timeback_runtime.validators import TEXT, Choice, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class StartedTestOut(Model):
    """A test-out that is assigned to a student.

    Attributes:
        status: Whether a test-out was newly assigned or already open.
        assignment_id: Id of the test assignment.
        lesson_id: Id of the component resource of the lesson.
        resource_id: Id of the resource behind the lesson.
    """

    FIELDS = {
        "status": Field("status", Choice(StartedTestOutStatus), True),
        "assignment_id": Field("assignmentId", TEXT, True),
        "lesson_id": Field("lessonId", TEXT, True),
        "resource_id": Field("resourceId", TEXT, True),
    }

    status: StartedTestOutStatus | str
    assignment_id: str
    lesson_id: str
    resource_id: str

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, StartedTestOut)
        value: Any
        data = self._start_dict()
        if (value := self.status) is not None or "status" in data:
            data["status"] = value if type(value) is str else enum_to_json(value)
        if (value := self.assignment_id) is not None or "assignmentId" in data:
            data["assignmentId"] = value
        if (value := self.lesson_id) is not None or "lessonId" in data:
            data["lessonId"] = value
        if (value := self.resource_id) is not None or "resourceId" in data:
            data["resourceId"] = value
        return self._finish_dict(data)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> StartedTestOut:
        return parse_started_test_out(data)


_UntrackedStartedTestOut = untracked_subclass(StartedTestOut)


def parse_started_test_out(data: Any) -> StartedTestOut:
    instance: StartedTestOut = new_model(_UntrackedStartedTestOut)
    instance._received = data
    instance._changed = None
    instance.status = as_started_test_out_status(value, value) if type(value := data.get("status")) is str else value
    instance.assignment_id = data.get("assignmentId")
    instance.lesson_id = data.get("lessonId")
    instance.resource_id = data.get("resourceId")
    instance.__class__ = StartedTestOut
    return instance
