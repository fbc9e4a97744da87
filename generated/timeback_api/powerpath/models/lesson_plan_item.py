"""Names an item of a lesson plan."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.powerpath.models.lesson_plan_item_type import LessonPlanItemType, as_lesson_plan_item_type
from timeback_runtime.model import Model, copy_payload, enum_to_json, new_model, untracked_subclass
from timeback_runtime.validators import TEXT, Choice, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class LessonPlanItem(Model):
    """Names an item of a lesson plan.

    Attributes:
        id: Id of the course component or component resource, not of the item in the plan.
        type_: Whether an item of a lesson plan is a component or a resource.
    """

    FIELDS = {"id": Field("id", TEXT, True), "type_": Field("type", Choice(LessonPlanItemType), True)}

    id: str
    type_: LessonPlanItemType | str

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, LessonPlanItem)
        value: Any
        data = self._start_dict()
        if (value := self.id) is not None or "id" in data:
            data["id"] = value
        if (value := self.type_) is not None or "type" in data:
            data["type"] = value if type(value) is str else enum_to_json(value)
        return self._finish_dict(data)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> LessonPlanItem:
        return parse_lesson_plan_item(data)


_UntrackedLessonPlanItem = untracked_subclass(LessonPlanItem)


def parse_lesson_plan_item(data: Any) -> LessonPlanItem:
    instance: LessonPlanItem = new_model(_UntrackedLessonPlanItem)
    instance._received = data
    instance._changed = None
    instance.id = data.get("id")
    instance.type_ = as_lesson_plan_item_type(value, value) if type(value := data.get("type")) is str else value
    instance.__class__ = LessonPlanItem
    return instance
