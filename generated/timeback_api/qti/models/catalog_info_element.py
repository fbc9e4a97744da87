"""The element qti-catalog-info."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.qti.models.catalog_element import CatalogElement, parse_catalog_element
from timeback_runtime.model import Model, copy_payload, new_model, to_json, untracked_subclass
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class CatalogInfoElement(Model):
    """The element qti-catalog-info.

    Attributes:
        qti_catalog: The element qti-catalog.
    """

    FIELDS = {"qti_catalog": Field("qti-catalog", ModelOf(CatalogElement))}
    NESTED = {"qti_catalog": ("qti-catalog", CatalogElement)}

    qti_catalog: CatalogElement | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, CatalogInfoElement)
        value: Any
        data = self._start_dict()
        if (value := self.qti_catalog) is not None or "qti-catalog" in data:
            data["qti-catalog"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        value: Any
        self.qti_catalog = (
            parse_catalog_element(value, True) if type(value := data.get("qti-catalog")) is dict else value
        )

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> CatalogInfoElement:
        return parse_catalog_info_element(data)


_UntrackedCatalogInfoElement = untracked_subclass(CatalogInfoElement)


def parse_catalog_info_element(data: Any, deep: bool = False) -> CatalogInfoElement:
    instance: CatalogInfoElement = new_model(_UntrackedCatalogInfoElement)
    instance._received = data
    instance._changed = None
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = CatalogInfoElement
    return instance
