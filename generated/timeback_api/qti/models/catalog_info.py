"""Another form of a piece of the material."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, copy_payload, new_model, untracked_subclass
from timeback_runtime.validators import TEXT, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class CatalogInfo(Model):
    """Another form of a piece of the material.

    Attributes:
        id: Id that the text refers to.
        support: Kind of support, such as spoken, braille or sign-language.
        content: HTML of the other form.
    """

    FIELDS = {
        "id": Field("id", TEXT, True),
        "support": Field("support", TEXT, True),
        "content": Field("content", TEXT, True),
    }

    id: str
    support: str
    content: str

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, CatalogInfo)
        value: Any
        data = self._start_dict()
        if (value := self.id) is not None or "id" in data:
            data["id"] = value
        if (value := self.support) is not None or "support" in data:
            data["support"] = value
        if (value := self.content) is not None or "content" in data:
            data["content"] = value
        return self._finish_dict(data)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> CatalogInfo:
        return parse_catalog_info(data)


_UntrackedCatalogInfo = untracked_subclass(CatalogInfo)


def parse_catalog_info(data: Any) -> CatalogInfo:
    instance: CatalogInfo = new_model(_UntrackedCatalogInfo)
    instance._received = data
    instance._changed = None
    instance.id = data.get("id")
    instance.support = data.get("support")
    instance.content = data.get("content")
    instance.__class__ = CatalogInfo
    return instance
