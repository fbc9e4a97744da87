"""Reply with the structure of a lesson plan, wrapped twice."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.powerpath.models.lesson_plan_structure_envelope import (
    LessonPlanStructureEnvelope,
    parse_lesson_plan_structure_envelope,
)
from timeback_runtime.model import Model, copy_payload, new_model, to_json, untracked_subclass
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class LessonPlanStructureReply(Model):
    """Reply with the structure of a lesson plan, wrapped twice.

    Attributes:
        lesson_plan: The inner wrapper of the structure of a lesson plan.
    """

    FIELDS = {"lesson_plan": Field("lessonPlan", ModelOf(LessonPlanStructureEnvelope), True)}
    NESTED = {"lesson_plan": ("lessonPlan", LessonPlanStructureEnvelope)}

    lesson_plan: LessonPlanStructureEnvelope

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, LessonPlanStructureReply)
        value: Any
        data = self._start_dict()
        if (value := self.lesson_plan) is not None or "lessonPlan" in data:
            data["lessonPlan"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        value: Any
        self.lesson_plan = (
            parse_lesson_plan_structure_envelope(value, True)
            if type(value := data.get("lessonPlan")) is dict
            else value
        )

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> LessonPlanStructureReply:
        return parse_lesson_plan_structure_reply(data)


_UntrackedLessonPlanStructureReply = untracked_subclass(LessonPlanStructureReply)


def parse_lesson_plan_structure_reply(data: Any, deep: bool = False) -> LessonPlanStructureReply:
    instance: LessonPlanStructureReply = new_model(_UntrackedLessonPlanStructureReply)
    instance._received = data
    instance._changed = None
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = LessonPlanStructureReply
    return instance
