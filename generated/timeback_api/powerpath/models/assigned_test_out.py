"""The student has a test-out of the course."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import TEXT, Choice, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class AssignedTestOut(Model):
    """The student has a test-out of the course.

    Attributes:
        status: State of a test-out that a student has.
        assignment_id: Id of the test assignment.
        lesson_id: Id of the component resource that is the lesson.
    """
    status: AssignedTestOutStatus | str | None
    assignment_id: str | None
    lesson_id: str | None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, AssignedTestOut)
        v: Any
        d = self._begin()
        if (v := self.status) is not None or "status" in d:
            d["status"] = v
        if (v := self.assignment_id) is not None or "assignmentId" in d:
            d["assignmentId"] = v
        if (v := self.lesson_id) is not None or "lessonId" in d:
            d["lessonId"] = v
        return self._finish(d)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> AssignedTestOut:
        return parse_assigned_test_out(data)


def parse_assigned_test_out(d: dict[str, Any]) -> AssignedTestOut:
    self: AssignedTestOut = new(_AssignedTestOut)
    self._raw = d
    self._changed = None
    self.status = as_assigned_test_out_status(v, v) if type(v := d.get("status")) is str else v
    self.assignment_id = d.get("assignmentId")
    self.lesson_id = d.get("lessonId")
    self.__class__ = AssignedTestOut
    return self


from timeback_api.powerpath.models.assigned_test_out_status import AssignedTestOutStatus, as_assigned_test_out_status  # noqa: E402

_AssignedTestOut = seed(AssignedTestOut)
AssignedTestOut.FIELDS = {
    "status": Field("status", Choice(AssignedTestOutStatus), True),
    "assignment_id": Field("assignmentId", TEXT, True),
    "lesson_id": Field("lessonId", TEXT, True),
}
