"""Reply that carries a lesson plan, wrapped twice."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api._core.checks import Field, One
from timeback_api._core.model import Model, new


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class LessonPlanReply(Model):
    """Reply that carries a lesson plan, wrapped twice.

    Attributes:
        lesson_plan: The inner wrapper of a lesson plan.
    """
    lesson_plan: LessonPlanEnvelope | None

    def to_dict(self) -> dict[str, Any]:
        v: Any
        d = came.copy() if type(came := self._raw) is dict else self._begin()
        if (v := self.lesson_plan) is not None or "lessonPlan" in d:
            d["lessonPlan"] = v.to_dict() if isinstance(v, Model) else v
        return d if type(came) is dict else self._finish(d)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> LessonPlanReply:
        return parse_lesson_plan_reply(data)


def parse_lesson_plan_reply(d: dict[str, Any]) -> LessonPlanReply:
    self: LessonPlanReply = new(LessonPlanReply)
    self._raw = d  # type: ignore[misc]  # a slot of the base class
    self.lesson_plan = parse_lesson_plan_envelope(v) if type(v := d.get("lessonPlan")) is dict else v
    return self


from timeback_api.powerpath.models.lesson_plan_envelope import LessonPlanEnvelope, parse_lesson_plan_envelope  # noqa: E402

LessonPlanReply.FIELDS = {
    "lesson_plan": Field("lessonPlan", One(LessonPlanEnvelope), True),
}
