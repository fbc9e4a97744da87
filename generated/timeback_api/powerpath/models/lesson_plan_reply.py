"""Reply that carries a lesson plan, wrapped twice."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import Field, One


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class LessonPlanReply(Model):
    """Reply that carries a lesson plan, wrapped twice.

    Attributes:
        lesson_plan: The inner wrapper of a lesson plan.
    """
    lesson_plan: LessonPlanEnvelope | None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, LessonPlanReply)
        v: Any
        d = self._begin()
        if (v := self.lesson_plan) is not None or "lessonPlan" in d:
            d["lessonPlan"] = v.to_dict() if isinstance(v, Model) else v
        return self._finish(d)

    def _read_inside(self, d: dict[str, Any]) -> None:
        v: Any
        self.lesson_plan = parse_lesson_plan_envelope(v, True) if type(v := d.get("lessonPlan")) is dict else v

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> LessonPlanReply:
        return parse_lesson_plan_reply(data)


def parse_lesson_plan_reply(d: dict[str, Any], whole: bool = False) -> LessonPlanReply:
    self: LessonPlanReply = new(_LessonPlanReply)
    self._raw = d
    self._changed = None
    if whole:
        self._read_inside(d)
        self._changed = set()
    self.__class__ = LessonPlanReply
    return self


from timeback_api.powerpath.models.lesson_plan_envelope import LessonPlanEnvelope, parse_lesson_plan_envelope  # noqa: E402

_LessonPlanReply = seed(LessonPlanReply)
LessonPlanReply.FIELDS = {
    "lesson_plan": Field("lessonPlan", One(LessonPlanEnvelope), True),
}
LessonPlanReply.INSIDE = {
    "lesson_plan": ("lessonPlan", LessonPlanEnvelope),
}
