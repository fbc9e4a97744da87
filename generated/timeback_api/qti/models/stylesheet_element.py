"""The element qti-stylesheet."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import Field, One


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class StylesheetElement(Model):
    """The element qti-stylesheet.

    Attributes:
        field_attributes: A style sheet.
    """
    field_attributes: Stylesheet | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, StylesheetElement)
        v: Any
        d = self._begin()
        if (v := self.field_attributes) is not None or "_attributes" in d:
            d["_attributes"] = v.to_dict() if isinstance(v, Model) else v
        return self._finish(d)

    def _read_inside(self, d: dict[str, Any]) -> None:
        v: Any
        self.field_attributes = parse_stylesheet(v) if type(v := d.get("_attributes")) is dict else v

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> StylesheetElement:
        return parse_stylesheet_element(data)


def parse_stylesheet_element(d: dict[str, Any], whole: bool = False) -> StylesheetElement:
    self: StylesheetElement = new(_StylesheetElement)
    self._raw = d
    self._changed = None
    if whole:
        self._read_inside(d)
        self._changed = set()
    self.__class__ = StylesheetElement
    return self


from timeback_api.qti.models.stylesheet import Stylesheet, parse_stylesheet  # noqa: E402

_StylesheetElement = seed(StylesheetElement)
StylesheetElement.FIELDS = {
    "field_attributes": Field("_attributes", One(Stylesheet)),
}
StylesheetElement.INSIDE = {
    "field_attributes": ("_attributes", Stylesheet),
}
