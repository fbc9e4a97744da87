"""Attributes of qti-assessment-section."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import TEXT, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class SectionAttributes(Model):
    """Attributes of qti-assessment-section.

    Attributes:
        identifier: Identifier of the section.
        title: Title of the section.
        visible: Whether the section is visible, as the text true or false.
        required: Whether the section is required, as the text true or false.
        fixed: Whether the section keeps its place, as the text true or false.
    """
    identifier: str | None = None
    title: str | None = None
    visible: str | None = None
    required: str | None = None
    fixed: str | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, SectionAttributes)
        v: Any
        d = self._begin()
        if (v := self.identifier) is not None or "identifier" in d:
            d["identifier"] = v
        if (v := self.title) is not None or "title" in d:
            d["title"] = v
        if (v := self.visible) is not None or "visible" in d:
            d["visible"] = v
        if (v := self.required) is not None or "required" in d:
            d["required"] = v
        if (v := self.fixed) is not None or "fixed" in d:
            d["fixed"] = v
        return self._finish(d)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> SectionAttributes:
        return parse_section_attributes(data)


def parse_section_attributes(d: dict[str, Any]) -> SectionAttributes:
    self: SectionAttributes = new(_SectionAttributes)
    self._raw = d
    self._changed = None
    self.identifier = d.get("identifier")
    self.title = d.get("title")
    self.visible = d.get("visible")
    self.required = d.get("required")
    self.fixed = d.get("fixed")
    self.__class__ = SectionAttributes
    return self




_SectionAttributes = seed(SectionAttributes)
SectionAttributes.FIELDS = {
    "identifier": Field("identifier", TEXT),
    "title": Field("title", TEXT),
    "visible": Field("visible", TEXT),
    "required": Field("required", TEXT),
    "fixed": Field("fixed", TEXT),
}
