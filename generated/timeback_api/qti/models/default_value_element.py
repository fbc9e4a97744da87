"""The element qti-default-value."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, copy_payload, new_model, to_json, untracked_subclass
from timeback_runtime.validators import BOOLEAN, NUMBER, TEXT, AnyOf, Field, ListOf


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class DefaultValueElement(Model):
    """The element qti-default-value.

    Attributes:
        qti_value: Value of a variable, or a list of values if its cardinality is not single.
    """

    FIELDS = {"qti_value": Field("qti-value", AnyOf(TEXT, NUMBER, BOOLEAN, ListOf(TEXT)))}

    qti_value: str | float | bool | list[str] | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, DefaultValueElement)
        value: Any
        data = self._start_dict()
        if (value := self.qti_value) is not None or "qti-value" in data:
            data["qti-value"] = value if value is data.get("qti-value") else to_json(value)
        return self._finish_dict(data)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> DefaultValueElement:
        return parse_default_value_element(data)


_UntrackedDefaultValueElement = untracked_subclass(DefaultValueElement)


def parse_default_value_element(data: Any) -> DefaultValueElement:
    instance: DefaultValueElement = new_model(_UntrackedDefaultValueElement)
    instance._received = data
    instance._changed = None
    instance.qti_value = data.get("qti-value")
    instance.__class__ = DefaultValueElement
    return instance
