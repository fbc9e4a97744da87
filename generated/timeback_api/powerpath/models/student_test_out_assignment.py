"""Whether a test-out was assigned to a student."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import FLAG, FREE, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class StudentTestOutAssignment(Model):
    """Whether a test-out was assigned to a student.

    Attributes:
        success: Whether it was assigned.
        data: What the platform tells of the assignment. Its shape is not published.
    """
    success: bool | None
    data: dict[str, Any] | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, StudentTestOutAssignment)
        v: Any
        d = self._begin()
        if (v := self.success) is not None or "success" in d:
            d["success"] = v
        if (v := self.data) is not None or "data" in d:
            d["data"] = v
        return self._finish(d)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> StudentTestOutAssignment:
        return parse_student_test_out_assignment(data)


def parse_student_test_out_assignment(d: dict[str, Any]) -> StudentTestOutAssignment:
    self: StudentTestOutAssignment = new(_StudentTestOutAssignment)
    self._raw = d
    self._changed = None
    self.success = d.get("success")
    self.data = d.get("data")
    self.__class__ = StudentTestOutAssignment
    return self




_StudentTestOutAssignment = seed(StudentTestOutAssignment)
StudentTestOutAssignment.FIELDS = {
    "success": Field("success", FLAG, True),
    "data": Field("data", FREE),
}
