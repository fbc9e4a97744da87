"""Which item to move."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.powerpath.models.lesson_plan_item import LessonPlanItem, parse_lesson_plan_item
from timeback_runtime.model import Model, copy_payload, new_model, to_json, untracked_subclass
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class MoveToEdgePayload(Model):
    """Which item to move.

    Attributes:
        target: Names an item of a lesson plan.
    """

    FIELDS = {"target": Field("target", ModelOf(LessonPlanItem), True)}
    NESTED = {"target": ("target", LessonPlanItem)}

    target: LessonPlanItem

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, MoveToEdgePayload)
        value: Any
        data = self._start_dict()
        if (value := self.target) is not None or "target" in data:
            data["target"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        value: Any
        self.target = parse_lesson_plan_item(value) if type(value := data.get("target")) is dict else value

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> MoveToEdgePayload:
        return parse_move_to_edge_payload(data)


_UntrackedMoveToEdgePayload = untracked_subclass(MoveToEdgePayload)


def parse_move_to_edge_payload(data: Any, deep: bool = False) -> MoveToEdgePayload:
    instance: MoveToEdgePayload = new_model(_UntrackedMoveToEdgePayload)
    instance._received = data
    instance._changed = None
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = MoveToEdgePayload
    return instance
