"""Names an item that a section holds."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, copy_payload, new_model, untracked_subclass
from timeback_runtime.validators import INTEGER, TEXT, Bounded, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class ItemReference(Model):
    """Names an item that a section holds.

    Attributes:
        identifier: Identifier of the item.
        href: Address of the item.
        sequence: Position of the item within the section. The first is 1.
    """

    FIELDS = {
        "identifier": Field("identifier", TEXT, True),
        "href": Field("href", TEXT),
        "sequence": Field("sequence", Bounded(INTEGER, 1, None)),
    }

    identifier: str
    href: str | None = None
    sequence: int | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, ItemReference)
        value: Any
        data = self._start_dict()
        if (value := self.identifier) is not None or "identifier" in data:
            data["identifier"] = value
        if (value := self.href) is not None or "href" in data:
            data["href"] = value
        if (value := self.sequence) is not None or "sequence" in data:
            data["sequence"] = value
        return self._finish_dict(data)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> ItemReference:
        return parse_item_reference(data)


_UntrackedItemReference = untracked_subclass(ItemReference)


def parse_item_reference(data: Any) -> ItemReference:
    instance: ItemReference = new_model(_UntrackedItemReference)
    instance._received = data
    instance._changed = None
    instance.identifier = data.get("identifier")
    instance.href = data.get("href")
    instance.sequence = data.get("sequence")
    instance.__class__ = ItemReference
    return instance
