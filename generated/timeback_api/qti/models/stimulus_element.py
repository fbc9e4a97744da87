"""The element qti-assessment-stimulus."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import FREE, Field, One


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class StimulusElement(Model):
    """The element qti-assessment-stimulus.

    Attributes:
        field_attributes: Attributes of qti-assessment-stimulus.
        qti_stimulus_body: The material, in HTML.
        qti_stylesheet: The element qti-stylesheet.
        qti_catalog_info: The element qti-catalog-info.
    """
    field_attributes: StimulusElementAttributes | None = None
    qti_stimulus_body: dict[str, Any] | None = None
    qti_stylesheet: StylesheetElement | None = None
    qti_catalog_info: CatalogInfoElement | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, StimulusElement)
        v: Any
        d = self._begin()
        if (v := self.field_attributes) is not None or "_attributes" in d:
            d["_attributes"] = v.to_dict() if isinstance(v, Model) else v
        if (v := self.qti_stimulus_body) is not None or "qti-stimulus-body" in d:
            d["qti-stimulus-body"] = v
        if (v := self.qti_stylesheet) is not None or "qti-stylesheet" in d:
            d["qti-stylesheet"] = v.to_dict() if isinstance(v, Model) else v
        if (v := self.qti_catalog_info) is not None or "qti-catalog-info" in d:
            d["qti-catalog-info"] = v.to_dict() if isinstance(v, Model) else v
        return self._finish(d)

    def _read_inside(self, d: dict[str, Any]) -> None:
        v: Any
        self.field_attributes = parse_stimulus_element_attributes(v) if type(v := d.get("_attributes")) is dict else v
        self.qti_stylesheet = parse_stylesheet_element(v, True) if type(v := d.get("qti-stylesheet")) is dict else v
        self.qti_catalog_info = parse_catalog_info_element(v, True) if type(v := d.get("qti-catalog-info")) is dict else v

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> StimulusElement:
        return parse_stimulus_element(data)


def parse_stimulus_element(d: dict[str, Any], whole: bool = False) -> StimulusElement:
    self: StimulusElement = new(_StimulusElement)
    self._raw = d
    self._changed = None
    self.qti_stimulus_body = d.get("qti-stimulus-body")
    if whole:
        self._read_inside(d)
        self._changed = set()
    self.__class__ = StimulusElement
    return self


from timeback_api.qti.models.catalog_info_element import CatalogInfoElement, parse_catalog_info_element  # noqa: E402
from timeback_api.qti.models.stimulus_element_attributes import (
    StimulusElementAttributes, parse_stimulus_element_attributes,
)  # noqa: E402
from timeback_api.qti.models.stylesheet_element import StylesheetElement, parse_stylesheet_element  # noqa: E402

_StimulusElement = seed(StimulusElement)
StimulusElement.FIELDS = {
    "field_attributes": Field("_attributes", One(StimulusElementAttributes)),
    "qti_stimulus_body": Field("qti-stimulus-body", FREE),
    "qti_stylesheet": Field("qti-stylesheet", One(StylesheetElement)),
    "qti_catalog_info": Field("qti-catalog-info", One(CatalogInfoElement)),
}
StimulusElement.INSIDE = {
    "field_attributes": ("_attributes", StimulusElementAttributes),
    "qti_stylesheet": ("qti-stylesheet", StylesheetElement),
    "qti_catalog_info": ("qti-catalog-info", CatalogInfoElement),
}
