"""The element qti-catalog."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.qti.models.card_element import CardElement, parse_card_element
from timeback_api.qti.models.catalog_attributes import CatalogAttributes, parse_catalog_attributes
from timeback_runtime.model import Model, copy_payload, new_model, to_json, untracked_subclass
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class CatalogElement(Model):
    """The element qti-catalog.

    Attributes:
        field_attributes: Attributes of qti-catalog.
        qti_card: The element qti-card.
    """

    FIELDS = {
        "field_attributes": Field("_attributes", ModelOf(CatalogAttributes)),
        "qti_card": Field("qti-card", ModelOf(CardElement)),
    }
    NESTED = {"field_attributes": ("_attributes", CatalogAttributes), "qti_card": ("qti-card", CardElement)}

    field_attributes: CatalogAttributes | None = None
    qti_card: CardElement | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, CatalogElement)
        value: Any
        data = self._start_dict()
        if (value := self.field_attributes) is not None or "_attributes" in data:
            data["_attributes"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        if (value := self.qti_card) is not None or "qti-card" in data:
            data["qti-card"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        value: Any
        self.field_attributes = (
            parse_catalog_attributes(value) if type(value := data.get("_attributes")) is dict else value
        )
        self.qti_card = parse_card_element(value, True) if type(value := data.get("qti-card")) is dict else value

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> CatalogElement:
        return parse_catalog_element(data)


_UntrackedCatalogElement = untracked_subclass(CatalogElement)


def parse_catalog_element(data: Any, deep: bool = False) -> CatalogElement:
    instance: CatalogElement = new_model(_UntrackedCatalogElement)
    instance._received = data
    instance._changed = None
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = CatalogElement
    return instance
