"""The inner wrapper of the structure of a lesson plan."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import Field, One


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class LessonPlanStructureEnvelope(Model):
    """The inner wrapper of the structure of a lesson plan.

    Attributes:
        lesson_plan: The items of a lesson plan without their content.
    """
    lesson_plan: LessonPlanStructure | None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, LessonPlanStructureEnvelope)
        v: Any
        d = self._begin()
        if (v := self.lesson_plan) is not None or "lessonPlan" in d:
            d["lessonPlan"] = v.to_dict() if isinstance(v, Model) else v
        return self._finish(d)

    def _read_inside(self, d: dict[str, Any]) -> None:
        v: Any
        self.lesson_plan = parse_lesson_plan_structure(v, True) if type(v := d.get("lessonPlan")) is dict else v

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> LessonPlanStructureEnvelope:
        return parse_lesson_plan_structure_envelope(data)


def parse_lesson_plan_structure_envelope(d: dict[str, Any], whole: bool = False) -> LessonPlanStructureEnvelope:
    self: LessonPlanStructureEnvelope = new(_LessonPlanStructureEnvelope)
    self._raw = d
    self._changed = None
    if whole:
        self._read_inside(d)
        self._changed = set()
    self.__class__ = LessonPlanStructureEnvelope
    return self


from timeback_api.powerpath.models.lesson_plan_structure import LessonPlanStructure, parse_lesson_plan_structure  # noqa: E402

_LessonPlanStructureEnvelope = seed(LessonPlanStructureEnvelope)
LessonPlanStructureEnvelope.FIELDS = {
    "lesson_plan": Field("lessonPlan", One(LessonPlanStructure), True),
}
LessonPlanStructureEnvelope.INSIDE = {
    "lesson_plan": ("lessonPlan", LessonPlanStructure),
}
