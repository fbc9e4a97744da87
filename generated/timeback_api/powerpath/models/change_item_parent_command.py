"""Moves an item into another component."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.powerpath.models.change_parent_payload import ChangeParentPayload, parse_change_parent_payload
from timeback_runtime.model import Model, copy_payload, new_model, to_json, untracked_subclass
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import Field, OneOf


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class ChangeItemParentCommand(Model):
    """Moves an item into another component.

    Attributes:
        payload: The item to move, and its new component.
        type_: Type of the operation.
    """

    FIELDS = {
        "type_": Field("type", OneOf("change-item-parent"), True),
        "payload": Field("payload", ModelOf(ChangeParentPayload), True),
    }
    NESTED = {"payload": ("payload", ChangeParentPayload)}

    payload: ChangeParentPayload
    type_: str = "change-item-parent"

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, ChangeItemParentCommand)
        value: Any
        data = self._start_dict()
        if (value := self.type_) is not None or "type" in data:
            data["type"] = value
        if (value := self.payload) is not None or "payload" in data:
            data["payload"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        value: Any
        self.payload = parse_change_parent_payload(value, True) if type(value := data.get("payload")) is dict else value

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> ChangeItemParentCommand:
        return parse_change_item_parent_command(data)


_UntrackedChangeItemParentCommand = untracked_subclass(ChangeItemParentCommand)


def parse_change_item_parent_command(data: Any, deep: bool = False) -> ChangeItemParentCommand:
    instance: ChangeItemParentCommand = new_model(_UntrackedChangeItemParentCommand)
    instance._received = data
    instance._changed = None
    instance.type_ = data.get("type")
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = ChangeItemParentCommand
    return instance
