"""Names an item of a lesson plan."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import TEXT, Choice, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class LessonPlanItem(Model):
    """Names an item of a lesson plan.

    Attributes:
        id: Id of the course component or component resource, not of the item in the plan.
        type_: Whether an item of a lesson plan is a component or a resource in one.
    """
    id: str | None
    type_: LessonPlanItemType | str | None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, LessonPlanItem)
        v: Any
        d = self._begin()
        if (v := self.id) is not None or "id" in d:
            d["id"] = v
        if (v := self.type_) is not None or "type" in d:
            d["type"] = v
        return self._finish(d)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> LessonPlanItem:
        return parse_lesson_plan_item(data)


def parse_lesson_plan_item(d: dict[str, Any]) -> LessonPlanItem:
    self: LessonPlanItem = new(_LessonPlanItem)
    self._raw = d
    self._changed = None
    self.id = d.get("id")
    self.type_ = as_lesson_plan_item_type(v, v) if type(v := d.get("type")) is str else v
    self.__class__ = LessonPlanItem
    return self


from timeback_api.powerpath.models.lesson_plan_item_type import LessonPlanItemType, as_lesson_plan_item_type  # noqa: E402

_LessonPlanItem = seed(LessonPlanItem)
LessonPlanItem.FIELDS = {
    "id": Field("id", TEXT, True),
    "type_": Field("type", Choice(LessonPlanItemType), True),
}
