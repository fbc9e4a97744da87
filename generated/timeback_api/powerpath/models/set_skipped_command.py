"""Hides an item from the student, or makes it visible again."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.powerpath.models.skip_payload import SkipPayload, parse_skip_payload
from timeback_runtime.model import Model, copy_payload, new_model, to_json, untracked_subclass
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import Field, OneOf


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class SetSkippedCommand(Model):
    """Hides an item from the student, or makes it visible again.

    Attributes:
        payload: Which item to hide or show.
        type_: Type of the operation.
    """

    FIELDS = {
        "type_": Field("type", OneOf("set-skipped"), True),
        "payload": Field("payload", ModelOf(SkipPayload), True),
    }
    NESTED = {"payload": ("payload", SkipPayload)}

    payload: SkipPayload
    type_: str = "set-skipped"

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, SetSkippedCommand)
        value: Any
        data = self._start_dict()
        if (value := self.type_) is not None or "type" in data:
            data["type"] = value
        if (value := self.payload) is not None or "payload" in data:
            data["payload"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        value: Any
        self.payload = parse_skip_payload(value, True) if type(value := data.get("payload")) is dict else value

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> SetSkippedCommand:
        return parse_set_skipped_command(data)


_UntrackedSetSkippedCommand = untracked_subclass(SetSkippedCommand)


def parse_set_skipped_command(data: Any, deep: bool = False) -> SetSkippedCommand:
    instance: SetSkippedCommand = new_model(_UntrackedSetSkippedCommand)
    instance._received = data
    instance._changed = None
    instance.type_ = data.get("type")
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = SetSkippedCommand
    return instance
