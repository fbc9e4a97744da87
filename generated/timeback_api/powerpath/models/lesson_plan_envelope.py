"""The inner wrapper of a lesson plan."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import Field, One


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class LessonPlanEnvelope(Model):
    """The inner wrapper of a lesson plan.

    Attributes:
        lesson_plan: A course with its content. The syllabus shows all of it, a lesson plan what the student sees.
    """
    lesson_plan: CourseTree | None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, LessonPlanEnvelope)
        v: Any
        d = self._begin()
        if (v := self.lesson_plan) is not None or "lessonPlan" in d:
            d["lessonPlan"] = v.to_dict() if isinstance(v, Model) else v
        return self._finish(d)

    def _read_inside(self, d: dict[str, Any]) -> None:
        v: Any
        self.lesson_plan = parse_course_tree(v, True) if type(v := d.get("lessonPlan")) is dict else v

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> LessonPlanEnvelope:
        return parse_lesson_plan_envelope(data)


def parse_lesson_plan_envelope(d: dict[str, Any], whole: bool = False) -> LessonPlanEnvelope:
    self: LessonPlanEnvelope = new(_LessonPlanEnvelope)
    self._raw = d
    self._changed = None
    if whole:
        self._read_inside(d)
        self._changed = set()
    self.__class__ = LessonPlanEnvelope
    return self


from timeback_api.powerpath.models.course_tree import CourseTree, parse_course_tree  # noqa: E402

_LessonPlanEnvelope = seed(LessonPlanEnvelope)
LessonPlanEnvelope.FIELDS = {
    "lesson_plan": Field("lessonPlan", One(CourseTree), True),
}
LessonPlanEnvelope.INSIDE = {
    "lesson_plan": ("lessonPlan", CourseTree),
}
