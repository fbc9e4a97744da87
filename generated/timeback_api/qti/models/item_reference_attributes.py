"""Attributes of qti-assessment-item-ref."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import TEXT, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class ItemReferenceAttributes(Model):
    """Attributes of qti-assessment-item-ref.

    Attributes:
        identifier: Identifier of the item.
        href: Address of the item.
    """
    identifier: str | None = None
    href: str | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, ItemReferenceAttributes)
        v: Any
        d = self._begin()
        if (v := self.identifier) is not None or "identifier" in d:
            d["identifier"] = v
        if (v := self.href) is not None or "href" in d:
            d["href"] = v
        return self._finish(d)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> ItemReferenceAttributes:
        return parse_item_reference_attributes(data)


def parse_item_reference_attributes(d: dict[str, Any]) -> ItemReferenceAttributes:
    self: ItemReferenceAttributes = new(_ItemReferenceAttributes)
    self._raw = d
    self._changed = None
    self.identifier = d.get("identifier")
    self.href = d.get("href")
    self.__class__ = ItemReferenceAttributes
    return self




_ItemReferenceAttributes = seed(ItemReferenceAttributes)
ItemReferenceAttributes.FIELDS = {
    "identifier": Field("identifier", TEXT),
    "href": Field("href", TEXT),
}
