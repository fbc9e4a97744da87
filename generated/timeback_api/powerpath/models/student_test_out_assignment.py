"""Whether a test-out was assigned to a student."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, copy_payload, new_model, to_json, untracked_subclass
from timeback_runtime.validators import BOOLEAN, OBJECT, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class StudentTestOutAssignment(Model):
    """Whether a test-out was assigned to a student.

    Attributes:
        success: Whether it was assigned.
        data: The assignment. Its schema is not published.
    """

    FIELDS = {"success": Field("success", BOOLEAN, True), "data": Field("data", OBJECT)}

    success: bool
    data: dict[str, Any] | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, StudentTestOutAssignment)
        value: Any
        data = self._start_dict()
        if (value := self.success) is not None or "success" in data:
            data["success"] = value
        if (value := self.data) is not None or "data" in data:
            data["data"] = value if value is data.get("data") else to_json(value)
        return self._finish_dict(data)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> StudentTestOutAssignment:
        return parse_student_test_out_assignment(data)


_UntrackedStudentTestOutAssignment = untracked_subclass(StudentTestOutAssignment)


def parse_student_test_out_assignment(data: Any) -> StudentTestOutAssignment:
    instance: StudentTestOutAssignment = new_model(_UntrackedStudentTestOutAssignment)
    instance._received = data
    instance._changed = None
    instance.success = data.get("success")
    instance.data = data.get("data")
    instance.__class__ = StudentTestOutAssignment
    return instance
