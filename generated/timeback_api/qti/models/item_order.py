"""The references of a section in a new order."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import Field, Many, One


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class ItemOrder(Model):
    """The references of a section in a new order.

    Attributes:
        items: The references, each with its new place in `sequence`.
    """
    items: list[ItemReference] | None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, ItemOrder)
        v: Any
        d = self._begin()
        if (v := self.items) is not None or "items" in d:
            d["items"] = [i.to_dict() if isinstance(i, Model) else i for i in v] if isinstance(v, (list, tuple)) else v
        return self._finish(d)

    def _read_inside(self, d: dict[str, Any]) -> None:
        v: Any
        self.items = ([parse_item_reference(i) if type(i) is dict else i for i in v] if v else v) if type(v := d.get("items")) is list else v

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> ItemOrder:
        return parse_item_order(data)


def parse_item_order(d: dict[str, Any], whole: bool = False) -> ItemOrder:
    self: ItemOrder = new(_ItemOrder)
    self._raw = d
    self._changed = None
    if whole:
        self._read_inside(d)
        self._changed = set()
    self.__class__ = ItemOrder
    return self


from timeback_api.qti.models.item_reference import ItemReference, parse_item_reference  # noqa: E402

_ItemOrder = seed(ItemOrder)
ItemOrder.FIELDS = {
    "items": Field("items", Many(One(ItemReference), 1), True),
}
ItemOrder.INSIDE = {
    "items": ("items", ItemReference),
}
