"""A test-out that is assigned to a student."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import TEXT, Choice, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class StartedTestOut(Model):
    """A test-out that is assigned to a student.

    Attributes:
        status: Whether a test-out was assigned anew or was open already.
        assignment_id: Id of the test assignment.
        lesson_id: Id of the component resource that is the lesson.
        resource_id: Id of the resource behind the lesson.
    """
    status: StartedTestOutStatus | str | None
    assignment_id: str | None
    lesson_id: str | None
    resource_id: str | None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, StartedTestOut)
        v: Any
        d = self._begin()
        if (v := self.status) is not None or "status" in d:
            d["status"] = v
        if (v := self.assignment_id) is not None or "assignmentId" in d:
            d["assignmentId"] = v
        if (v := self.lesson_id) is not None or "lessonId" in d:
            d["lessonId"] = v
        if (v := self.resource_id) is not None or "resourceId" in d:
            d["resourceId"] = v
        return self._finish(d)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> StartedTestOut:
        return parse_started_test_out(data)


def parse_started_test_out(d: dict[str, Any]) -> StartedTestOut:
    self: StartedTestOut = new(_StartedTestOut)
    self._raw = d
    self._changed = None
    self.status = as_started_test_out_status(v, v) if type(v := d.get("status")) is str else v
    self.assignment_id = d.get("assignmentId")
    self.lesson_id = d.get("lessonId")
    self.resource_id = d.get("resourceId")
    self.__class__ = StartedTestOut
    return self


from timeback_api.powerpath.models.started_test_out_status import StartedTestOutStatus, as_started_test_out_status  # noqa: E402

_StartedTestOut = seed(StartedTestOut)
StartedTestOut.FIELDS = {
    "status": Field("status", Choice(StartedTestOutStatus), True),
    "assignment_id": Field("assignmentId", TEXT, True),
    "lesson_id": Field("lessonId", TEXT, True),
    "resource_id": Field("resourceId", TEXT, True),
}
