"""Reply to the creation of a lesson plan."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import TEXT, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class CreatedLessonPlan(Model):
    """Reply to the creation of a lesson plan.

    Attributes:
        lesson_plan_id: Id of the plan.
    """
    lesson_plan_id: str | None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, CreatedLessonPlan)
        v: Any
        d = self._begin()
        if (v := self.lesson_plan_id) is not None or "lessonPlanId" in d:
            d["lessonPlanId"] = v
        return self._finish(d)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> CreatedLessonPlan:
        return parse_created_lesson_plan(data)


def parse_created_lesson_plan(d: dict[str, Any]) -> CreatedLessonPlan:
    self: CreatedLessonPlan = new(_CreatedLessonPlan)
    self._raw = d
    self._changed = None
    self.lesson_plan_id = d.get("lessonPlanId")
    self.__class__ = CreatedLessonPlan
    return self




_CreatedLessonPlan = seed(CreatedLessonPlan)
CreatedLessonPlan.FIELDS = {
    "lesson_plan_id": Field("lessonPlanId", TEXT, True),
}
