from __future__ import annotations

from typing import Any

from timeback_api.qti.models.card_attributes import CardAttributes
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import OBJECT, json_field


class CardElement(Model):
    """The element qti-card.

    Attributes:
        field_attributes: Attributes of qti-card.
        qti_html_content: The other form of the material, in HTML.
    """

    field_attributes: CardAttributes | None = json_field("_attributes", ModelOf(CardAttributes), default=None)
    qti_html_content: dict[str, Any] | None = json_field("qti-html-content", OBJECT, default=None)


parse_card_element = CardElement._parse
