"""Another form of a piece of the material."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import TEXT, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class CatalogInfo(Model):
    """Another form of a piece of the material.

    Attributes:
        id: Id that the text refers to.
        support: Kind of support, such as spoken, braille or sign-language.
        content: HTML of the other form.
    """
    id: str | None
    support: str | None
    content: str | None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, CatalogInfo)
        v: Any
        d = self._begin()
        if (v := self.id) is not None or "id" in d:
            d["id"] = v
        if (v := self.support) is not None or "support" in d:
            d["support"] = v
        if (v := self.content) is not None or "content" in d:
            d["content"] = v
        return self._finish(d)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> CatalogInfo:
        return parse_catalog_info(data)


def parse_catalog_info(d: dict[str, Any]) -> CatalogInfo:
    self: CatalogInfo = new(_CatalogInfo)
    self._raw = d
    self._changed = None
    self.id = d.get("id")
    self.support = d.get("support")
    self.content = d.get("content")
    self.__class__ = CatalogInfo
    return self




_CatalogInfo = seed(CatalogInfo)
CatalogInfo.FIELDS = {
    "id": Field("id", TEXT, True),
    "support": Field("support", TEXT, True),
    "content": Field("content", TEXT, True),
}
