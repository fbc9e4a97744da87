"""The inner wrapper of the structure of a lesson plan."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.powerpath.models.lesson_plan_structure import LessonPlanStructure, parse_lesson_plan_structure
from timeback_runtime.model import Model, copy_payload, new_model, to_json, untracked_subclass
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class LessonPlanStructureEnvelope(Model):
    """The inner wrapper of the structure of a lesson plan.

    Attributes:
        lesson_plan: The items of a lesson plan without their content.
    """

    FIELDS = {"lesson_plan": Field("lessonPlan", ModelOf(LessonPlanStructure), True)}
    NESTED = {"lesson_plan": ("lessonPlan", LessonPlanStructure)}

    lesson_plan: LessonPlanStructure

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, LessonPlanStructureEnvelope)
        value: Any
        data = self._start_dict()
        if (value := self.lesson_plan) is not None or "lessonPlan" in data:
            data["lessonPlan"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        value: Any
        self.lesson_plan = (
            parse_lesson_plan_structure(value, True) if type(value := data.get("lessonPlan")) is dict else value
        )

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> LessonPlanStructureEnvelope:
        return parse_lesson_plan_structure_envelope(data)


_UntrackedLessonPlanStructureEnvelope = untracked_subclass(LessonPlanStructureEnvelope)


def parse_lesson_plan_structure_envelope(data: Any, deep: bool = False) -> LessonPlanStructureEnvelope:
    instance: LessonPlanStructureEnvelope = new_model(_UntrackedLessonPlanStructureEnvelope)
    instance._received = data
    instance._changed = None
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = LessonPlanStructureEnvelope
    return instance
