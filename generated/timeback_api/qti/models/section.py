"""A group of items within a test part."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import FLAG, TEXT, WHOLE, Field, Limited, Many, One


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class Section(Model):
    """A group of items within a test part.

    Attributes:
        identifier: Identifier of the section, unique within the test.
        title: Title of the section.
        visible: Whether the student sees that there is a section, with its title.
        required: Whether the section must be in the test where a selection is made.
        fixed: Whether the section keeps its place where the order is shuffled.
        sequence: Place of the section among its siblings, where the first is 1.
        qti_assessment_item_ref: References to the items, in their order.
        qti_assessment_section: Sections within this one, in their order. The platform's document does not mention
            them.
    """
    identifier: str | None
    title: str | None
    visible: bool | None
    required: bool | None = None
    fixed: bool | None = None
    sequence: int | None = None
    qti_assessment_item_ref: list[ItemReference] | None = None
    qti_assessment_section: list[Section] | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, Section)
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
        if (v := self.sequence) is not None or "sequence" in d:
            d["sequence"] = v
        if (v := self.qti_assessment_item_ref) is not None or "qti-assessment-item-ref" in d:
            d["qti-assessment-item-ref"] = [i.to_dict() if isinstance(i, Model) else i for i in v] if isinstance(v, (list, tuple)) else v
        if (v := self.qti_assessment_section) is not None or "qti-assessment-section" in d:
            d["qti-assessment-section"] = [i.to_dict() if isinstance(i, Model) else i for i in v] if isinstance(v, (list, tuple)) else v
        return self._finish(d)

    def _read_inside(self, d: dict[str, Any]) -> None:
        v: Any
        self.qti_assessment_item_ref = ([parse_item_reference(i) if type(i) is dict else i for i in v] if v else v) if type(v := d.get("qti-assessment-item-ref")) is list else v
        self.qti_assessment_section = ([parse_section(i, True) if type(i) is dict else i for i in v] if v else v) if type(v := d.get("qti-assessment-section")) is list else v

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> Section:
        return parse_section(data)


def parse_section(d: dict[str, Any], whole: bool = False) -> Section:
    self: Section = new(_Section)
    self._raw = d
    self._changed = None
    self.identifier = d.get("identifier")
    self.title = d.get("title")
    self.visible = d.get("visible")
    self.required = d.get("required")
    self.fixed = d.get("fixed")
    self.sequence = d.get("sequence")
    if whole:
        self._read_inside(d)
        self._changed = set()
    self.__class__ = Section
    return self


from timeback_api.qti.models.item_reference import ItemReference, parse_item_reference  # noqa: E402

_Section = seed(Section)
Section.FIELDS = {
    "identifier": Field("identifier", TEXT, True),
    "title": Field("title", TEXT, True),
    "visible": Field("visible", FLAG, True),
    "required": Field("required", FLAG),
    "fixed": Field("fixed", FLAG),
    "sequence": Field("sequence", Limited(WHOLE, 1, None)),
    "qti_assessment_item_ref": Field("qti-assessment-item-ref", Many(One(ItemReference))),
    "qti_assessment_section": Field("qti-assessment-section", Many(One(Section))),
}
Section.INSIDE = {
    "qti_assessment_item_ref": ("qti-assessment-item-ref", ItemReference),
    "qti_assessment_section": ("qti-assessment-section", Section),
}
