"""Names an item that a section holds."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import TEXT, WHOLE, Field, Limited


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class ItemReference(Model):
    """Names an item that a section holds.

    Attributes:
        identifier: Identifier of the item.
        href: Address of the item.
        sequence: Place of the item within the section, where the first is 1.
    """
    identifier: str | None
    href: str | None = None
    sequence: int | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, ItemReference)
        v: Any
        d = self._begin()
        if (v := self.identifier) is not None or "identifier" in d:
            d["identifier"] = v
        if (v := self.href) is not None or "href" in d:
            d["href"] = v
        if (v := self.sequence) is not None or "sequence" in d:
            d["sequence"] = v
        return self._finish(d)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> ItemReference:
        return parse_item_reference(data)


def parse_item_reference(d: dict[str, Any]) -> ItemReference:
    self: ItemReference = new(_ItemReference)
    self._raw = d
    self._changed = None
    self.identifier = d.get("identifier")
    self.href = d.get("href")
    self.sequence = d.get("sequence")
    self.__class__ = ItemReference
    return self




_ItemReference = seed(ItemReference)
ItemReference.FIELDS = {
    "identifier": Field("identifier", TEXT, True),
    "href": Field("href", TEXT),
    "sequence": Field("sequence", Limited(WHOLE, 1, None)),
}
