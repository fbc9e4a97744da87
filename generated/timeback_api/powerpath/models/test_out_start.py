"""The course to test out of, and the student."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import Field, Text


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class TestOutStart(Model):
    """The course to test out of, and the student.

    Attributes:
        course_id: Id of the course.
        student_id: Id of the student.
    """
    course_id: str | None
    student_id: str | None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, TestOutStart)
        v: Any
        d = self._begin()
        if (v := self.course_id) is not None or "courseId" in d:
            d["courseId"] = v
        if (v := self.student_id) is not None or "studentId" in d:
            d["studentId"] = v
        return self._finish(d)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> TestOutStart:
        return parse_test_out_start(data)


def parse_test_out_start(d: dict[str, Any]) -> TestOutStart:
    self: TestOutStart = new(_TestOutStart)
    self._raw = d
    self._changed = None
    self.course_id = d.get("courseId")
    self.student_id = d.get("studentId")
    self.__class__ = TestOutStart
    return self




_TestOutStart = seed(TestOutStart)
TestOutStart.FIELDS = {
    "course_id": Field("courseId", Text(1), True),
    "student_id": Field("studentId", Text(1), True),
}
