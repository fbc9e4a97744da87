"""Which item to hide or show."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.powerpath.models.lesson_plan_item import LessonPlanItem, parse_lesson_plan_item
from timeback_runtime.model import Model, copy_payload, new_model, to_json, untracked_subclass
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import BOOLEAN, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class SkipPayload(Model):
    """Which item to hide or show.

    Attributes:
        target: Names an item of a lesson plan.
        value: True to hide the item, false to show it.
    """

    FIELDS = {"target": Field("target", ModelOf(LessonPlanItem), True), "value": Field("value", BOOLEAN, True)}
    NESTED = {"target": ("target", LessonPlanItem)}

    target: LessonPlanItem
    value: bool

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, SkipPayload)
        value: Any
        data = self._start_dict()
        if (value := self.target) is not None or "target" in data:
            data["target"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        if (value := self.value) is not None or "value" in data:
            data["value"] = value
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        value: Any
        self.target = parse_lesson_plan_item(value) if type(value := data.get("target")) is dict else value

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> SkipPayload:
        return parse_skip_payload(data)


_UntrackedSkipPayload = untracked_subclass(SkipPayload)


def parse_skip_payload(data: Any, deep: bool = False) -> SkipPayload:
    instance: SkipPayload = new_model(_UntrackedSkipPayload)
    instance._received = data
    instance._changed = None
    instance.value = data.get("value")
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = SkipPayload
    return instance
