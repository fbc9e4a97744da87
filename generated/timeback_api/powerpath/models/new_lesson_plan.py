"""The course and the student that a lesson plan is for."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import TEXT, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class NewLessonPlan(Model):
    """The course and the student that a lesson plan is for.

    Attributes:
        course_id: Id of the course.
        user_id: Id of the student.
        class_id: Id of the class of the student. Without it the class of this school year is taken.
    """
    course_id: str | None
    user_id: str | None
    class_id: str | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, NewLessonPlan)
        v: Any
        d = self._begin()
        if (v := self.course_id) is not None or "courseId" in d:
            d["courseId"] = v
        if (v := self.user_id) is not None or "userId" in d:
            d["userId"] = v
        if (v := self.class_id) is not None or "classId" in d:
            d["classId"] = v
        return self._finish(d)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> NewLessonPlan:
        return parse_new_lesson_plan(data)


def parse_new_lesson_plan(d: dict[str, Any]) -> NewLessonPlan:
    self: NewLessonPlan = new(_NewLessonPlan)
    self._raw = d
    self._changed = None
    self.course_id = d.get("courseId")
    self.user_id = d.get("userId")
    self.class_id = d.get("classId")
    self.__class__ = NewLessonPlan
    return self




_NewLessonPlan = seed(NewLessonPlan)
NewLessonPlan.FIELDS = {
    "course_id": Field("courseId", TEXT, True),
    "user_id": Field("userId", TEXT, True),
    "class_id": Field("classId", TEXT),
}
