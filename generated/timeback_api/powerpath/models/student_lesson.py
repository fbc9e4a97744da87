"""A student and a lesson."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, copy_payload, new_model, untracked_subclass
from timeback_runtime.validators import TEXT, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class StudentLesson(Model):
    """A student and a lesson.

    Attributes:
        student: Id of the student.
        lesson: Id of the component resource of the lesson.
    """

    FIELDS = {"student": Field("student", TEXT, True), "lesson": Field("lesson", TEXT, True)}

    student: str
    lesson: str

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, StudentLesson)
        value: Any
        data = self._start_dict()
        if (value := self.student) is not None or "student" in data:
            data["student"] = value
        if (value := self.lesson) is not None or "lesson" in data:
            data["lesson"] = value
        return self._finish_dict(data)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> StudentLesson:
        return parse_student_lesson(data)


_UntrackedStudentLesson = untracked_subclass(StudentLesson)


def parse_student_lesson(data: Any) -> StudentLesson:
    instance: StudentLesson = new_model(_UntrackedStudentLesson)
    instance._received = data
    instance._changed = None
    instance.student = data.get("student")
    instance.lesson = data.get("lesson")
    instance.__class__ = StudentLesson
    return instance
