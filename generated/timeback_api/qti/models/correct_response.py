"""The answer that counts as correct."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, copy_payload, new_model, to_json, untracked_subclass
from timeback_runtime.validators import TEXT, Field, ListOf


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class CorrectResponse(Model):
    """The answer that counts as correct.

    Attributes:
        value: The values, one for a single variable. Their order matters only if the cardinality is ordered.
    """

    FIELDS = {"value": Field("value", ListOf(TEXT), True)}

    value: list[str]

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, CorrectResponse)
        value: Any
        data = self._start_dict()
        if (value := self.value) is not None or "value" in data:
            data["value"] = value if value is data.get("value") else to_json(value)
        return self._finish_dict(data)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> CorrectResponse:
        return parse_correct_response(data)


_UntrackedCorrectResponse = untracked_subclass(CorrectResponse)


def parse_correct_response(data: Any) -> CorrectResponse:
    instance: CorrectResponse = new_model(_UntrackedCorrectResponse)
    instance._received = data
    instance._changed = None
    instance.value = data.get("value")
    instance.__class__ = CorrectResponse
    return instance
