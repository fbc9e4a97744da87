"""Attributes of qti-catalog."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import TEXT, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class CatalogAttributes(Model):
    """Attributes of qti-catalog.

    Attributes:
        id: Id that the text refers to.
    """
    id: str | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, CatalogAttributes)
        v: Any
        d = self._begin()
        if (v := self.id) is not None or "id" in d:
            d["id"] = v
        return self._finish(d)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> CatalogAttributes:
        return parse_catalog_attributes(data)


def parse_catalog_attributes(d: dict[str, Any]) -> CatalogAttributes:
    self: CatalogAttributes = new(_CatalogAttributes)
    self._raw = d
    self._changed = None
    self.id = d.get("id")
    self.__class__ = CatalogAttributes
    return self




_CatalogAttributes = seed(CatalogAttributes)
CatalogAttributes.FIELDS = {
    "id": Field("id", TEXT),
}
