"""The element qti-correct-response."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, copy_payload, new_model, to_json, untracked_subclass
from timeback_runtime.validators import TEXT, Field, ListOf


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class CorrectResponseElement(Model):
    """The element qti-correct-response.

    Attributes:
        qti_value: The values.
    """

    FIELDS = {"qti_value": Field("qti-value", ListOf(TEXT))}

    qti_value: list[str] | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, CorrectResponseElement)
        value: Any
        data = self._start_dict()
        if (value := self.qti_value) is not None or "qti-value" in data:
            data["qti-value"] = value if value is data.get("qti-value") else to_json(value)
        return self._finish_dict(data)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> CorrectResponseElement:
        return parse_correct_response_element(data)


_UntrackedCorrectResponseElement = untracked_subclass(CorrectResponseElement)


def parse_correct_response_element(data: Any) -> CorrectResponseElement:
    instance: CorrectResponseElement = new_model(_UntrackedCorrectResponseElement)
    instance._received = data
    instance._changed = None
    instance.qti_value = data.get("qti-value")
    instance.__class__ = CorrectResponseElement
    return instance
