"""The document of an item as a tree."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import Field, One


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class ItemContent(Model):
    """The document of an item as a tree.

    Attributes:
        qti_assessment_item: The element qti-assessment-item.
    """
    qti_assessment_item: ItemElement | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, ItemContent)
        v: Any
        d = self._begin()
        if (v := self.qti_assessment_item) is not None or "qti-assessment-item" in d:
            d["qti-assessment-item"] = v.to_dict() if isinstance(v, Model) else v
        return self._finish(d)

    def _read_inside(self, d: dict[str, Any]) -> None:
        v: Any
        self.qti_assessment_item = parse_item_element(v, True) if type(v := d.get("qti-assessment-item")) is dict else v

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> ItemContent:
        return parse_item_content(data)


def parse_item_content(d: dict[str, Any], whole: bool = False) -> ItemContent:
    self: ItemContent = new(_ItemContent)
    self._raw = d
    self._changed = None
    if whole:
        self._read_inside(d)
        self._changed = set()
    self.__class__ = ItemContent
    return self


from timeback_api.qti.models.item_element import ItemElement, parse_item_element  # noqa: E402

_ItemContent = seed(ItemContent)
ItemContent.FIELDS = {
    "qti_assessment_item": Field("qti-assessment-item", One(ItemElement)),
}
ItemContent.INSIDE = {
    "qti_assessment_item": ("qti-assessment-item", ItemElement),
}
