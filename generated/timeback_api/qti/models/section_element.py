"""The element qti-assessment-section."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import Field, Many, One


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class SectionElement(Model):
    """The element qti-assessment-section.

    Attributes:
        field_attributes: Attributes of qti-assessment-section.
        qti_assessment_item_ref: References to the items.
    """
    field_attributes: SectionAttributes | None = None
    qti_assessment_item_ref: list[ItemReferenceElement] | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, SectionElement)
        v: Any
        d = self._begin()
        if (v := self.field_attributes) is not None or "_attributes" in d:
            d["_attributes"] = v.to_dict() if isinstance(v, Model) else v
        if (v := self.qti_assessment_item_ref) is not None or "qti-assessment-item-ref" in d:
            d["qti-assessment-item-ref"] = [i.to_dict() if isinstance(i, Model) else i for i in v] if isinstance(v, (list, tuple)) else v
        return self._finish(d)

    def _read_inside(self, d: dict[str, Any]) -> None:
        v: Any
        self.field_attributes = parse_section_attributes(v) if type(v := d.get("_attributes")) is dict else v
        self.qti_assessment_item_ref = ([parse_item_reference_element(i, True) if type(i) is dict else i for i in v] if v else v) if type(v := d.get("qti-assessment-item-ref")) is list else v

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> SectionElement:
        return parse_section_element(data)


def parse_section_element(d: dict[str, Any], whole: bool = False) -> SectionElement:
    self: SectionElement = new(_SectionElement)
    self._raw = d
    self._changed = None
    if whole:
        self._read_inside(d)
        self._changed = set()
    self.__class__ = SectionElement
    return self


from timeback_api.qti.models.item_reference_element import ItemReferenceElement, parse_item_reference_element  # noqa: E402
from timeback_api.qti.models.section_attributes import SectionAttributes, parse_section_attributes  # noqa: E402

_SectionElement = seed(SectionElement)
SectionElement.FIELDS = {
    "field_attributes": Field("_attributes", One(SectionAttributes)),
    "qti_assessment_item_ref": Field("qti-assessment-item-ref", Many(One(ItemReferenceElement))),
}
SectionElement.INSIDE = {
    "field_attributes": ("_attributes", SectionAttributes),
    "qti_assessment_item_ref": ("qti-assessment-item-ref", ItemReferenceElement),
}
