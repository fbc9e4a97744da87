"""Reply to the creation of a lesson plan."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api._core.checks import TEXT, Field
from timeback_api._core.model import Model, new


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class CreatedLessonPlan(Model):
    """Reply to the creation of a lesson plan.

    Attributes:
        lesson_plan_id: Id of the plan.
    """
    lesson_plan_id: str | None

    def to_dict(self) -> dict[str, Any]:
        v: Any
        d = came.copy() if type(came := self._raw) is dict else self._begin()
        if (v := self.lesson_plan_id) is not None or "lessonPlanId" in d:
            d["lessonPlanId"] = v
        return d if type(came) is dict else self._finish(d)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> CreatedLessonPlan:
        return parse_created_lesson_plan(data)


def parse_created_lesson_plan(d: dict[str, Any]) -> CreatedLessonPlan:
    self: CreatedLessonPlan = new(CreatedLessonPlan)
    self._raw = d  # type: ignore[misc]  # a slot of the base class
    self.lesson_plan_id = d.get("lessonPlanId")
    return self




CreatedLessonPlan.FIELDS = {
    "lesson_plan_id": Field("lessonPlanId", TEXT, True),
}
