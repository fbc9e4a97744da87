"""The item to move, and its new component."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.powerpath.models.lesson_plan_item import LessonPlanItem, parse_lesson_plan_item
from timeback_api.powerpath.models.move_position import MovePosition, as_move_position
from timeback_runtime.model import Model, copy_payload, enum_to_json, new_model, to_json, untracked_subclass
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import TEXT, Choice, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class ChangeParentPayload(Model):
    """The item to move, and its new component.

    Attributes:
        target: Names an item of a lesson plan.
        new_parent_id: Id of the course component to move the item to. It must not be inside the item itself.
        position: Position of the item in its new parent. Default: at the end.
    """

    FIELDS = {
        "target": Field("target", ModelOf(LessonPlanItem), True),
        "new_parent_id": Field("new_parent_id", TEXT, True),
        "position": Field("position", Choice(MovePosition)),
    }
    NESTED = {"target": ("target", LessonPlanItem)}

    target: LessonPlanItem
    new_parent_id: str
    position: MovePosition | str | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, ChangeParentPayload)
        value: Any
        data = self._start_dict()
        if (value := self.target) is not None or "target" in data:
            data["target"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        if (value := self.new_parent_id) is not None or "new_parent_id" in data:
            data["new_parent_id"] = value
        if (value := self.position) is not None or "position" in data:
            data["position"] = value if type(value) is str else enum_to_json(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        value: Any
        self.target = parse_lesson_plan_item(value) if type(value := data.get("target")) is dict else value

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> ChangeParentPayload:
        return parse_change_parent_payload(data)


_UntrackedChangeParentPayload = untracked_subclass(ChangeParentPayload)


def parse_change_parent_payload(data: Any, deep: bool = False) -> ChangeParentPayload:
    instance: ChangeParentPayload = new_model(_UntrackedChangeParentPayload)
    instance._received = data
    instance._changed = None
    instance.new_parent_id = data.get("new_parent_id")
    instance.position = as_move_position(value, value) if type(value := data.get("position")) is str else value
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = ChangeParentPayload
    return instance
