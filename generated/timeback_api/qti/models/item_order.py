"""The references of a section in a new order."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.qti.models.item_reference import ItemReference, parse_item_reference
from timeback_runtime.model import Model, copy_payload, list_to_dicts, new_model, parse_list, untracked_subclass
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import Field, ListOf


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class ItemOrder(Model):
    """The references of a section in a new order.

    Attributes:
        items: The references, each with its new position in `sequence`.
    """

    FIELDS = {"items": Field("items", ListOf(ModelOf(ItemReference), 1), True)}
    NESTED = {"items": ("items", ItemReference)}

    items: list[ItemReference]

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, ItemOrder)
        value: Any
        data = self._start_dict()
        if (value := self.items) is not None or "items" in data:
            data["items"] = list_to_dicts(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        self.items = parse_list(data.get("items"), parse_item_reference)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> ItemOrder:
        return parse_item_order(data)


_UntrackedItemOrder = untracked_subclass(ItemOrder)


def parse_item_order(data: Any, deep: bool = False) -> ItemOrder:
    instance: ItemOrder = new_model(_UntrackedItemOrder)
    instance._received = data
    instance._changed = None
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = ItemOrder
    return instance
