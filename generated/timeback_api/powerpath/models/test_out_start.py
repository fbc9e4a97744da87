"""The course to test out of, and the student."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api._core.checks import Field, Text
from timeback_api._core.model import Model, new


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
        v: Any
        d = came.copy() if type(came := self._raw) is dict else self._begin()
        if (v := self.course_id) is not None or "courseId" in d:
            d["courseId"] = v
        if (v := self.student_id) is not None or "studentId" in d:
            d["studentId"] = v
        return d if type(came) is dict else self._finish(d)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> TestOutStart:
        return parse_test_out_start(data)


def parse_test_out_start(d: dict[str, Any]) -> TestOutStart:
    self: TestOutStart = new(TestOutStart)
    self._raw = d  # type: ignore[misc]  # a slot of the base class
    self.course_id = d.get("courseId")
    self.student_id = d.get("studentId")
    return self




TestOutStart.FIELDS = {
    "course_id": Field("courseId", Text(1), True),
    "student_id": Field("studentId", Text(1), True),
}
