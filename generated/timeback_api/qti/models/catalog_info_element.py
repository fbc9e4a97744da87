"""The element qti-catalog-info."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api._core.checks import Field, One
from timeback_api._core.model import Model, new


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class CatalogInfoElement(Model):
    """The element qti-catalog-info.

    Attributes:
        qti_catalog: The element qti-catalog.
    """
    qti_catalog: CatalogElement | None = None

    def to_dict(self) -> dict[str, Any]:
        v: Any
        d = came.copy() if type(came := self._raw) is dict else self._begin()
        if (v := self.qti_catalog) is not None or "qti-catalog" in d:
            d["qti-catalog"] = v.to_dict() if isinstance(v, Model) else v
        return d if type(came) is dict else self._finish(d)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> CatalogInfoElement:
        return parse_catalog_info_element(data)


def parse_catalog_info_element(d: dict[str, Any]) -> CatalogInfoElement:
    self: CatalogInfoElement = new(CatalogInfoElement)
    self._raw = d  # type: ignore[misc]  # a slot of the base class
    self.qti_catalog = parse_catalog_element(v) if type(v := d.get("qti-catalog")) is dict else v
    return self


from timeback_api.qti.models.catalog_element import CatalogElement, parse_catalog_element  # noqa: E402

CatalogInfoElement.FIELDS = {
    "qti_catalog": Field("qti-catalog", One(CatalogElement)),
}
