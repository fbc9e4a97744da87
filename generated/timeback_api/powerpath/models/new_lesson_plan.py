"""The course and the student that a lesson plan is for."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, copy_payload, new_model, untracked_subclass
from timeback_runtime.validators import TEXT, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class NewLessonPlan(Model):
    """The course and the student that a lesson plan is for.

    Attributes:
        course_id: Id of the course.
        user_id: Id of the student.
        class_id: Id of the class of the student. Without it, the class of this school year is used.
    """

    FIELDS = {
        "course_id": Field("courseId", TEXT, True),
        "user_id": Field("userId", TEXT, True),
        "class_id": Field("classId", TEXT),
    }

    course_id: str
    user_id: str
    class_id: str | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, NewLessonPlan)
        value: Any
        data = self._start_dict()
        if (value := self.course_id) is not None or "courseId" in data:
            data["courseId"] = value
        if (value := self.user_id) is not None or "userId" in data:
            data["userId"] = value
        if (value := self.class_id) is not None or "classId" in data:
            data["classId"] = value
        return self._finish_dict(data)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> NewLessonPlan:
        return parse_new_lesson_plan(data)


_UntrackedNewLessonPlan = untracked_subclass(NewLessonPlan)


def parse_new_lesson_plan(data: Any) -> NewLessonPlan:
    instance: NewLessonPlan = new_model(_UntrackedNewLessonPlan)
    instance._received = data
    instance._changed = None
    instance.course_id = data.get("courseId")
    instance.user_id = data.get("userId")
    instance.class_id = data.get("classId")
    instance.__class__ = NewLessonPlan
    return instance
