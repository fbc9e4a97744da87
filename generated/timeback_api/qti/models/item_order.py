from __future__ import annotations

from timeback_api.qti.models.item_reference import ItemReference
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import ListOf, json_field


class ItemOrder(Model):
    """The references of a section in a new order.

    Attributes:
        items: The references, each with its new position in `sequence`.
    """

    items: list[ItemReference] = json_field("items", ListOf(ModelOf(ItemReference), 1))


parse_item_order = ItemOrder._parse
