"""A student and a lesson."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import TEXT, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class StudentLesson(Model):
    """A student and a lesson.

    Attributes:
        student: Id of the student.
        lesson: Id of the component resource that is the lesson.
    """
    student: str | None
    lesson: str | None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, StudentLesson)
        v: Any
        d = self._begin()
        if (v := self.student) is not None or "student" in d:
            d["student"] = v
        if (v := self.lesson) is not None or "lesson" in d:
            d["lesson"] = v
        return self._finish(d)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> StudentLesson:
        return parse_student_lesson(data)


def parse_student_lesson(d: dict[str, Any]) -> StudentLesson:
    self: StudentLesson = new(_StudentLesson)
    self._raw = d
    self._changed = None
    self.student = d.get("student")
    self.lesson = d.get("lesson")
    self.__class__ = StudentLesson
    return self




_StudentLesson = seed(StudentLesson)
StudentLesson.FIELDS = {
    "student": Field("student", TEXT, True),
    "lesson": Field("lesson", TEXT, True),
}
