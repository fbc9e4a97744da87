"""Adds a resource from any course at the end of a component."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.powerpath.models.custom_resource_payload import CustomResourcePayload, parse_custom_resource_payload
from timeback_runtime.model import Model, copy_payload, new_model, to_json, untracked_subclass
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import Field, OneOf


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class AddCustomResourceCommand(Model):
    """Adds a resource from any course at the end of a component.

    Attributes:
        payload: Which resource to add, and where.
        type_: Type of the operation.
    """

    FIELDS = {
        "type_": Field("type", OneOf("add-custom-resource"), True),
        "payload": Field("payload", ModelOf(CustomResourcePayload), True),
    }
    NESTED = {"payload": ("payload", CustomResourcePayload)}

    payload: CustomResourcePayload
    type_: str = "add-custom-resource"

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, AddCustomResourceCommand)
        value: Any
        data = self._start_dict()
        if (value := self.type_) is not None or "type" in data:
            data["type"] = value
        if (value := self.payload) is not None or "payload" in data:
            data["payload"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        value: Any
        self.payload = parse_custom_resource_payload(value) if type(value := data.get("payload")) is dict else value

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> AddCustomResourceCommand:
        return parse_add_custom_resource_command(data)


_UntrackedAddCustomResourceCommand = untracked_subclass(AddCustomResourceCommand)


def parse_add_custom_resource_command(data: Any, deep: bool = False) -> AddCustomResourceCommand:
    instance: AddCustomResourceCommand = new_model(_UntrackedAddCustomResourceCommand)
    instance._received = data
    instance._changed = None
    instance.type_ = data.get("type")
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = AddCustomResourceCommand
    return instance
