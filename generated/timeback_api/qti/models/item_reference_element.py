"""The element qti-assessment-item-ref."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import Field, One


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class ItemReferenceElement(Model):
    """The element qti-assessment-item-ref.

    Attributes:
        field_attributes: Attributes of qti-assessment-item-ref.
    """
    field_attributes: ItemReferenceAttributes | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, ItemReferenceElement)
        v: Any
        d = self._begin()
        if (v := self.field_attributes) is not None or "_attributes" in d:
            d["_attributes"] = v.to_dict() if isinstance(v, Model) else v
        return self._finish(d)

    def _read_inside(self, d: dict[str, Any]) -> None:
        v: Any
        self.field_attributes = parse_item_reference_attributes(v) if type(v := d.get("_attributes")) is dict else v

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> ItemReferenceElement:
        return parse_item_reference_element(data)


def parse_item_reference_element(d: dict[str, Any], whole: bool = False) -> ItemReferenceElement:
    self: ItemReferenceElement = new(_ItemReferenceElement)
    self._raw = d
    self._changed = None
    if whole:
        self._read_inside(d)
        self._changed = set()
    self.__class__ = ItemReferenceElement
    return self


from timeback_api.qti.models.item_reference_attributes import ItemReferenceAttributes, parse_item_reference_attributes  # noqa: E402

_ItemReferenceElement = seed(ItemReferenceElement)
ItemReferenceElement.FIELDS = {
    "field_attributes": Field("_attributes", One(ItemReferenceAttributes)),
}
ItemReferenceElement.INSIDE = {
    "field_attributes": ("_attributes", ItemReferenceAttributes),
}
