"""What a variable holds before scoring."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, copy_payload, new_model, to_json, untracked_subclass
from timeback_runtime.validators import BOOLEAN, NUMBER, TEXT, AnyOf, Field, ListOf


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class DefaultValue(Model):
    """What a variable holds before scoring.

    Attributes:
        value: Value of a variable, or a list of values if its cardinality is not single.
    """

    FIELDS = {"value": Field("value", AnyOf(TEXT, NUMBER, BOOLEAN, ListOf(TEXT)))}

    value: str | float | bool | list[str] | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, DefaultValue)
        value: Any
        data = self._start_dict()
        if (value := self.value) is not None or "value" in data:
            data["value"] = value if value is data.get("value") else to_json(value)
        return self._finish_dict(data)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> DefaultValue:
        return parse_default_value(data)


_UntrackedDefaultValue = untracked_subclass(DefaultValue)


def parse_default_value(data: Any) -> DefaultValue:
    instance: DefaultValue = new_model(_UntrackedDefaultValue)
    instance._received = data
    instance._changed = None
    instance.value = data.get("value")
    instance.__class__ = DefaultValue
    return instance
