"""The element qti-correct-response."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api._core.checks import TEXT, Field, Many
from timeback_api._core.model import Model, new


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class CorrectResponseElement(Model):
    """The element qti-correct-response.

    Attributes:
        qti_value: The values.
    """
    qti_value: list[str] | None = None

    def to_dict(self) -> dict[str, Any]:
        v: Any
        d = came.copy() if type(came := self._raw) is dict else self._begin()
        if (v := self.qti_value) is not None or "qti-value" in d:
            d["qti-value"] = v
        return d if type(came) is dict else self._finish(d)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> CorrectResponseElement:
        return parse_correct_response_element(data)


def parse_correct_response_element(d: dict[str, Any]) -> CorrectResponseElement:
    self: CorrectResponseElement = new(CorrectResponseElement)
    self._raw = d  # type: ignore[misc]  # a slot of the base class
    self.qti_value = d.get("qti-value")
    return self




CorrectResponseElement.FIELDS = {
    "qti_value": Field("qti-value", Many(TEXT)),
}
