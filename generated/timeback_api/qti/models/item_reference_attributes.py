"""Attributes of qti-assessment-item-ref."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, copy_payload, new_model, untracked_subclass
from timeback_runtime.validators import TEXT, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class ItemReferenceAttributes(Model):
    """Attributes of qti-assessment-item-ref.

    Attributes:
        identifier: Identifier of the item.
        href: Address of the item.
    """

    FIELDS = {"identifier": Field("identifier", TEXT), "href": Field("href", TEXT)}

    identifier: str | None = None
    href: str | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, ItemReferenceAttributes)
        value: Any
        data = self._start_dict()
        if (value := self.identifier) is not None or "identifier" in data:
            data["identifier"] = value
        if (value := self.href) is not None or "href" in data:
            data["href"] = value
        return self._finish_dict(data)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> ItemReferenceAttributes:
        return parse_item_reference_attributes(data)


_UntrackedItemReferenceAttributes = untracked_subclass(ItemReferenceAttributes)


def parse_item_reference_attributes(data: Any) -> ItemReferenceAttributes:
    instance: ItemReferenceAttributes = new_model(_UntrackedItemReferenceAttributes)
    instance._received = data
    instance._changed = None
    instance.identifier = data.get("identifier")
    instance.href = data.get("href")
    instance.__class__ = ItemReferenceAttributes
    return instance
