"""The element qti-catalog-info."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import Field, One


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class CatalogInfoElement(Model):
    """The element qti-catalog-info.

    Attributes:
        qti_catalog: The element qti-catalog.
    """
    qti_catalog: CatalogElement | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, CatalogInfoElement)
        v: Any
        d = self._begin()
        if (v := self.qti_catalog) is not None or "qti-catalog" in d:
            d["qti-catalog"] = v.to_dict() if isinstance(v, Model) else v
        return self._finish(d)

    def _read_inside(self, d: dict[str, Any]) -> None:
        v: Any
        self.qti_catalog = parse_catalog_element(v, True) if type(v := d.get("qti-catalog")) is dict else v

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> CatalogInfoElement:
        return parse_catalog_info_element(data)


def parse_catalog_info_element(d: dict[str, Any], whole: bool = False) -> CatalogInfoElement:
    self: CatalogInfoElement = new(_CatalogInfoElement)
    self._raw = d
    self._changed = None
    if whole:
        self._read_inside(d)
        self._changed = set()
    self.__class__ = CatalogInfoElement
    return self


from timeback_api.qti.models.catalog_element import CatalogElement, parse_catalog_element  # noqa: E402

_CatalogInfoElement = seed(CatalogInfoElement)
CatalogInfoElement.FIELDS = {
    "qti_catalog": Field("qti-catalog", One(CatalogElement)),
}
CatalogInfoElement.INSIDE = {
    "qti_catalog": ("qti-catalog", CatalogElement),
}
