"""Moves an item to the first position in its parent."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.powerpath.models.move_to_edge_payload import MoveToEdgePayload, parse_move_to_edge_payload
from timeback_runtime.model import Model, copy_payload, new_model, to_json, untracked_subclass
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import Field, OneOf


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class MoveItemToStartCommand(Model):
    """Moves an item to the first position in its parent.

    Attributes:
        payload: Which item to move.
        type_: Type of the operation.
    """

    FIELDS = {
        "type_": Field("type", OneOf("move-item-to-start"), True),
        "payload": Field("payload", ModelOf(MoveToEdgePayload), True),
    }
    NESTED = {"payload": ("payload", MoveToEdgePayload)}

    payload: MoveToEdgePayload
    type_: str = "move-item-to-start"

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, MoveItemToStartCommand)
        value: Any
        data = self._start_dict()
        if (value := self.type_) is not None or "type" in data:
            data["type"] = value
        if (value := self.payload) is not None or "payload" in data:
            data["payload"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        value: Any
        self.payload = parse_move_to_edge_payload(value, True) if type(value := data.get("payload")) is dict else value

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> MoveItemToStartCommand:
        return parse_move_item_to_start_command(data)


_UntrackedMoveItemToStartCommand = untracked_subclass(MoveItemToStartCommand)


def parse_move_item_to_start_command(data: Any, deep: bool = False) -> MoveItemToStartCommand:
    instance: MoveItemToStartCommand = new_model(_UntrackedMoveItemToStartCommand)
    instance._received = data
    instance._changed = None
    instance.type_ = data.get("type")
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = MoveItemToStartCommand
    return instance
