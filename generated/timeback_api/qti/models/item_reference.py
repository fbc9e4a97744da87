from __future__ import annotations

from timeback_runtime.model import Model
from timeback_runtime.validators import INTEGER, TEXT, Bounded, json_field


class ItemReference(Model):
    """Names an item that a section holds.

    Attributes:
        identifier: Identifier of the item.
        href: Address of the item.
        sequence: Position of the item within the section. The first is 1.
    """

    identifier: str = json_field("identifier", TEXT)
    href: str | None = json_field("href", TEXT, default=None)
    sequence: int | None = json_field("sequence", Bounded(INTEGER, 1, None), default=None)


parse_item_reference = ItemReference._parse
