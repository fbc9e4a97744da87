"""What a variable holds before scoring."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import FLAG, NUMBER, TEXT, Either, Field, Many


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class DefaultValue(Model):
    """What a variable holds before scoring.

    Attributes:
        value: Value of a variable, or a list of values where its cardinality is not single.
    """
    value: str | float | bool | list[str] | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, DefaultValue)
        v: Any
        d = self._begin()
        if (v := self.value) is not None or "value" in d:
            d["value"] = v
        return self._finish(d)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> DefaultValue:
        return parse_default_value(data)


def parse_default_value(d: dict[str, Any]) -> DefaultValue:
    self: DefaultValue = new(_DefaultValue)
    self._raw = d
    self._changed = None
    self.value = d.get("value")
    self.__class__ = DefaultValue
    return self




_DefaultValue = seed(DefaultValue)
DefaultValue.FIELDS = {
    "value": Field("value", Either(TEXT, NUMBER, FLAG, Many(TEXT))),
}
