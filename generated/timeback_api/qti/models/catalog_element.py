from __future__ import annotations

from timeback_api.qti.models.card_element import CardElement
from timeback_api.qti.models.catalog_attributes import CatalogAttributes
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import json_field


class CatalogElement(Model):
    """The element qti-catalog.

    Attributes:
        field_attributes: Attributes of qti-catalog.
        qti_card: The element qti-card.
    """

    field_attributes: CatalogAttributes | None = json_field("_attributes", ModelOf(CatalogAttributes), default=None)
    qti_card: CardElement | None = json_field("qti-card", ModelOf(CardElement), default=None)


parse_catalog_element = CatalogElement._parse
