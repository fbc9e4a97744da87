"""Attributes of qti-assessment-item."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import TEXT, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class ItemElementAttributes(Model):
    """Attributes of qti-assessment-item.

    Attributes:
        xmlns: Namespace of the document.
        xmlnsxsi: Namespace of XML Schema instances.
        xsischema_location: Where the schema of the document is.
        identifier: Identifier of the item.
        title: Title of the item.
        adaptive: Whether the item is adaptive, as the text true or false.
        time_dependent: Whether the item depends on time, as the text true or false.
    """
    xmlns: str | None = None
    xmlnsxsi: str | None = None
    xsischema_location: str | None = None
    identifier: str | None = None
    title: str | None = None
    adaptive: str | None = None
    time_dependent: str | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, ItemElementAttributes)
        v: Any
        d = self._begin()
        if (v := self.xmlns) is not None or "xmlns" in d:
            d["xmlns"] = v
        if (v := self.xmlnsxsi) is not None or "xmlns:xsi" in d:
            d["xmlns:xsi"] = v
        if (v := self.xsischema_location) is not None or "xsi:schemaLocation" in d:
            d["xsi:schemaLocation"] = v
        if (v := self.identifier) is not None or "identifier" in d:
            d["identifier"] = v
        if (v := self.title) is not None or "title" in d:
            d["title"] = v
        if (v := self.adaptive) is not None or "adaptive" in d:
            d["adaptive"] = v
        if (v := self.time_dependent) is not None or "time-dependent" in d:
            d["time-dependent"] = v
        return self._finish(d)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> ItemElementAttributes:
        return parse_item_element_attributes(data)


def parse_item_element_attributes(d: dict[str, Any]) -> ItemElementAttributes:
    self: ItemElementAttributes = new(_ItemElementAttributes)
    self._raw = d
    self._changed = None
    self.xmlns = d.get("xmlns")
    self.xmlnsxsi = d.get("xmlns:xsi")
    self.xsischema_location = d.get("xsi:schemaLocation")
    self.identifier = d.get("identifier")
    self.title = d.get("title")
    self.adaptive = d.get("adaptive")
    self.time_dependent = d.get("time-dependent")
    self.__class__ = ItemElementAttributes
    return self




_ItemElementAttributes = seed(ItemElementAttributes)
ItemElementAttributes.FIELDS = {
    "xmlns": Field("xmlns", TEXT),
    "xmlnsxsi": Field("xmlns:xsi", TEXT),
    "xsischema_location": Field("xsi:schemaLocation", TEXT),
    "identifier": Field("identifier", TEXT),
    "title": Field("title", TEXT),
    "adaptive": Field("adaptive", TEXT),
    "time_dependent": Field("time-dependent", TEXT),
}
