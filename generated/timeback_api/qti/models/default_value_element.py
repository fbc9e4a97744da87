"""The element qti-default-value."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import FLAG, NUMBER, TEXT, Either, Field, Many


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class DefaultValueElement(Model):
    """The element qti-default-value.

    Attributes:
        qti_value: Value of a variable, or a list of values where its cardinality is not single.
    """
    qti_value: str | float | bool | list[str] | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, DefaultValueElement)
        v: Any
        d = self._begin()
        if (v := self.qti_value) is not None or "qti-value" in d:
            d["qti-value"] = v
        return self._finish(d)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> DefaultValueElement:
        return parse_default_value_element(data)


def parse_default_value_element(d: dict[str, Any]) -> DefaultValueElement:
    self: DefaultValueElement = new(_DefaultValueElement)
    self._raw = d
    self._changed = None
    self.qti_value = d.get("qti-value")
    self.__class__ = DefaultValueElement
    return self




_DefaultValueElement = seed(DefaultValueElement)
DefaultValueElement.FIELDS = {
    "qti_value": Field("qti-value", Either(TEXT, NUMBER, FLAG, Many(TEXT))),
}
