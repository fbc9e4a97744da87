"""The element qti-correct-response."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import TEXT, Field, Many


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class CorrectResponseElement(Model):
    """The element qti-correct-response.

    Attributes:
        qti_value: The values.
    """
    qti_value: list[str] | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, CorrectResponseElement)
        v: Any
        d = self._begin()
        if (v := self.qti_value) is not None or "qti-value" in d:
            d["qti-value"] = v
        return self._finish(d)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> CorrectResponseElement:
        return parse_correct_response_element(data)


def parse_correct_response_element(d: dict[str, Any]) -> CorrectResponseElement:
    self: CorrectResponseElement = new(_CorrectResponseElement)
    self._raw = d
    self._changed = None
    self.qti_value = d.get("qti-value")
    self.__class__ = CorrectResponseElement
    return self




_CorrectResponseElement = seed(CorrectResponseElement)
CorrectResponseElement.FIELDS = {
    "qti_value": Field("qti-value", Many(TEXT)),
}
