"""Attributes of qti-assessment-section."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, copy_payload, new_model, untracked_subclass
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

    FIELDS = {
        "identifier": Field("identifier", TEXT),
        "title": Field("title", TEXT),
        "visible": Field("visible", TEXT),
        "required": Field("required", TEXT),
        "fixed": Field("fixed", TEXT),
    }

    identifier: str | None = None
    title: str | None = None
    visible: str | None = None
    required: str | None = None
    fixed: str | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, SectionAttributes)
        value: Any
        data = self._start_dict()
        if (value := self.identifier) is not None or "identifier" in data:
            data["identifier"] = value
        if (value := self.title) is not None or "title" in data:
            data["title"] = value
        if (value := self.visible) is not None or "visible" in data:
            data["visible"] = value
        if (value := self.required) is not None or "required" in data:
            data["required"] = value
        if (value := self.fixed) is not None or "fixed" in data:
            data["fixed"] = value
        return self._finish_dict(data)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> SectionAttributes:
        return parse_section_attributes(data)


_UntrackedSectionAttributes = untracked_subclass(SectionAttributes)


def parse_section_attributes(data: Any) -> SectionAttributes:
    instance: SectionAttributes = new_model(_UntrackedSectionAttributes)
    instance._received = data
    instance._changed = None
    instance.identifier = data.get("identifier")
    instance.title = data.get("title")
    instance.visible = data.get("visible")
    instance.required = data.get("required")
    instance.fixed = data.get("fixed")
    instance.__class__ = SectionAttributes
    return instance
