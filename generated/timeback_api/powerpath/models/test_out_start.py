"""The course to test out of, and the student."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, copy_payload, new_model, untracked_subclass
from timeback_runtime.validators import Field, Text


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class TestOutStart(Model):
    """The course to test out of, and the student.

    Attributes:
        course_id: Id of the course.
        student_id: Id of the student.
    """

    FIELDS = {"course_id": Field("courseId", Text(1), True), "student_id": Field("studentId", Text(1), True)}

    course_id: str
    student_id: str

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, TestOutStart)
        value: Any
        data = self._start_dict()
        if (value := self.course_id) is not None or "courseId" in data:
            data["courseId"] = value
        if (value := self.student_id) is not None or "studentId" in data:
            data["studentId"] = value
        return self._finish_dict(data)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> TestOutStart:
        return parse_test_out_start(data)


_UntrackedTestOutStart = untracked_subclass(TestOutStart)


def parse_test_out_start(data: Any) -> TestOutStart:
    instance: TestOutStart = new_model(_UntrackedTestOutStart)
    instance._received = data
    instance._changed = None
    instance.course_id = data.get("courseId")
    instance.student_id = data.get("studentId")
    instance.__class__ = TestOutStart
    return instance
