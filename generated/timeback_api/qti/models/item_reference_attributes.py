from __future__ import annotations

from timeback_runtime.model import Model
from timeback_runtime.validators import TEXT, json_field


class ItemReferenceAttributes(Model):
    """Attributes of qti-assessment-item-ref.

    Attributes:
        identifier: Identifier of the item.
        href: Address of the item.
    """

    identifier: str | None = json_field("identifier", TEXT, default=None)
    href: str | None = json_field("href", TEXT, default=None)


parse_item_reference_attributes = ItemReferenceAttributes._parse
