from __future__ import annotations

from timeback_api.qti.models.item_element import ItemElement
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import json_field


class ItemContent(Model):
    """The document of an item as a tree.

    Attributes:
        qti_assessment_item: The element qti-assessment-item.
    """

    qti_assessment_item: ItemElement | None = json_field("qti-assessment-item", ModelOf(ItemElement), default=None)


parse_item_content = ItemContent._parse
