"""The answer that counts as correct."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import TEXT, Field, Many


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class CorrectResponse(Model):
    """The answer that counts as correct.

    Attributes:
        value: Its values, one for a single variable. Their order counts only where the cardinality is ordered.
    """
    value: list[str] | None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, CorrectResponse)
        v: Any
        d = self._begin()
        if (v := self.value) is not None or "value" in d:
            d["value"] = v
        return self._finish(d)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> CorrectResponse:
        return parse_correct_response(data)


def parse_correct_response(d: dict[str, Any]) -> CorrectResponse:
    self: CorrectResponse = new(_CorrectResponse)
    self._raw = d
    self._changed = None
    self.value = d.get("value")
    self.__class__ = CorrectResponse
    return self




_CorrectResponse = seed(CorrectResponse)
CorrectResponse.FIELDS = {
    "value": Field("value", Many(TEXT), True),
}
