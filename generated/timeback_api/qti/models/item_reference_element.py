from __future__ import annotations

from timeback_api.qti.models.item_reference_attributes import ItemReferenceAttributes
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import json_field


class ItemReferenceElement(Model):
    """The element qti-assessment-item-ref.

    Attributes:
        field_attributes: Attributes of qti-assessment-item-ref.
    """

    field_attributes: ItemReferenceAttributes | None = json_field(
        "_attributes", ModelOf(ItemReferenceAttributes), default=None
    )


parse_item_reference_element = ItemReferenceElement._parse
