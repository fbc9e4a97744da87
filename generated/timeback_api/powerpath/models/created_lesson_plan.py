"""Reply to the creation of a lesson plan."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, copy_payload, new_model, untracked_subclass
from timeback_runtime.validators import TEXT, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class CreatedLessonPlan(Model):
    """Reply to the creation of a lesson plan.

    Attributes:
        lesson_plan_id: Id of the plan.
    """

    FIELDS = {"lesson_plan_id": Field("lessonPlanId", TEXT, True)}

    lesson_plan_id: str

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, CreatedLessonPlan)
        value: Any
        data = self._start_dict()
        if (value := self.lesson_plan_id) is not None or "lessonPlanId" in data:
            data["lessonPlanId"] = value
        return self._finish_dict(data)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> CreatedLessonPlan:
        return parse_created_lesson_plan(data)


_UntrackedCreatedLessonPlan = untracked_subclass(CreatedLessonPlan)


def parse_created_lesson_plan(data: Any) -> CreatedLessonPlan:
    instance: CreatedLessonPlan = new_model(_UntrackedCreatedLessonPlan)
    instance._received = data
    instance._changed = None
    instance.lesson_plan_id = data.get("lessonPlanId")
    instance.__class__ = CreatedLessonPlan
    return instance
