"""The element qti-catalog."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import Field, One


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class CatalogElement(Model):
    """The element qti-catalog.

    Attributes:
        field_attributes: Attributes of qti-catalog.
        qti_card: The element qti-card.
    """
    field_attributes: CatalogAttributes | None = None
    qti_card: CardElement | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, CatalogElement)
        v: Any
        d = self._begin()
        if (v := self.field_attributes) is not None or "_attributes" in d:
            d["_attributes"] = v.to_dict() if isinstance(v, Model) else v
        if (v := self.qti_card) is not None or "qti-card" in d:
            d["qti-card"] = v.to_dict() if isinstance(v, Model) else v
        return self._finish(d)

    def _read_inside(self, d: dict[str, Any]) -> None:
        v: Any
        self.field_attributes = parse_catalog_attributes(v) if type(v := d.get("_attributes")) is dict else v
        self.qti_card = parse_card_element(v, True) if type(v := d.get("qti-card")) is dict else v

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> CatalogElement:
        return parse_catalog_element(data)


def parse_catalog_element(d: dict[str, Any], whole: bool = False) -> CatalogElement:
    self: CatalogElement = new(_CatalogElement)
    self._raw = d
    self._changed = None
    if whole:
        self._read_inside(d)
        self._changed = set()
    self.__class__ = CatalogElement
    return self


from timeback_api.qti.models.card_element import CardElement, parse_card_element  # noqa: E402
from timeback_api.qti.models.catalog_attributes import CatalogAttributes, parse_catalog_attributes  # noqa: E402

_CatalogElement = seed(CatalogElement)
CatalogElement.FIELDS = {
    "field_attributes": Field("_attributes", One(CatalogAttributes)),
    "qti_card": Field("qti-card", One(CardElement)),
}
CatalogElement.INSIDE = {
    "field_attributes": ("_attributes", CatalogAttributes),
    "qti_card": ("qti-card", CardElement),
}
