"""Attributes of qti-catalog."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, copy_payload, new_model, untracked_subclass
from timeback_runtime.validators import TEXT, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class CatalogAttributes(Model):
    """Attributes of qti-catalog.

    Attributes:
        id: Id that the text refers to.
    """

    FIELDS = {"id": Field("id", TEXT)}

    id: str | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, CatalogAttributes)
        value: Any
        data = self._start_dict()
        if (value := self.id) is not None or "id" in data:
            data["id"] = value
        return self._finish_dict(data)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> CatalogAttributes:
        return parse_catalog_attributes(data)


_UntrackedCatalogAttributes = untracked_subclass(CatalogAttributes)


def parse_catalog_attributes(data: Any) -> CatalogAttributes:
    instance: CatalogAttributes = new_model(_UntrackedCatalogAttributes)
    instance._received = data
    instance._changed = None
    instance.id = data.get("id")
    instance.__class__ = CatalogAttributes
    return instance
