"""Moves an item directly before one of its siblings."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.powerpath.models.move_beside_payload import MoveBesidePayload, parse_move_beside_payload
from timeback_runtime.model import Model, copy_payload, new_model, to_json, untracked_subclass
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import Field, OneOf


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class MoveItemBeforeCommand(Model):
    """Moves an item directly before one of its siblings.

    Attributes:
        payload: The item to move, and the sibling to move it next to.
        type_: Type of the operation.
    """

    FIELDS = {
        "type_": Field("type", OneOf("move-item-before"), True),
        "payload": Field("payload", ModelOf(MoveBesidePayload), True),
    }
    NESTED = {"payload": ("payload", MoveBesidePayload)}

    payload: MoveBesidePayload
    type_: str = "move-item-before"

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, MoveItemBeforeCommand)
        value: Any
        data = self._start_dict()
        if (value := self.type_) is not None or "type" in data:
            data["type"] = value
        if (value := self.payload) is not None or "payload" in data:
            data["payload"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        value: Any
        self.payload = parse_move_beside_payload(value, True) if type(value := data.get("payload")) is dict else value

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> MoveItemBeforeCommand:
        return parse_move_item_before_command(data)


_UntrackedMoveItemBeforeCommand = untracked_subclass(MoveItemBeforeCommand)


def parse_move_item_before_command(data: Any, deep: bool = False) -> MoveItemBeforeCommand:
    instance: MoveItemBeforeCommand = new_model(_UntrackedMoveItemBeforeCommand)
    instance._received = data
    instance._changed = None
    instance.type_ = data.get("type")
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = MoveItemBeforeCommand
    return instance
