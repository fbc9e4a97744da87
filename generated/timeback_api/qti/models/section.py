"""A group of items within a test part."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.qti.models.item_reference import ItemReference, parse_item_reference
from timeback_runtime.model import (
    Model,
    copy_payload,
    list_to_dicts,
    new_model,
    parse_list,
    parse_list_deep,
    untracked_subclass,
)
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import BOOLEAN, INTEGER, TEXT, Bounded, Field, ListOf


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class Section(Model):
    """A group of items within a test part.

    Attributes:
        identifier: Identifier of the section, unique within the test.
        title: Title of the section.
        visible: Whether the student can see the section and its title.
        required: Whether a selection must include the section.
        fixed: Whether the section keeps its position when the order is shuffled.
        sequence: Position of the section among its siblings. The first is 1.
        qti_assessment_item_ref: References to the items, in their order.
        qti_assessment_section: Nested sections, in order. The platform's document does not mention them.
    """

    identifier: str
    title: str
    visible: bool
    required: bool | None = None
    fixed: bool | None = None
    sequence: int | None = None
    qti_assessment_item_ref: list[ItemReference] | None = None
    qti_assessment_section: list[Section] | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, Section)
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
        if (value := self.sequence) is not None or "sequence" in data:
            data["sequence"] = value
        if (value := self.qti_assessment_item_ref) is not None or "qti-assessment-item-ref" in data:
            data["qti-assessment-item-ref"] = list_to_dicts(value)
        if (value := self.qti_assessment_section) is not None or "qti-assessment-section" in data:
            data["qti-assessment-section"] = list_to_dicts(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        self.qti_assessment_item_ref = parse_list(data.get("qti-assessment-item-ref"), parse_item_reference)
        self.qti_assessment_section = parse_list_deep(data.get("qti-assessment-section"), parse_section)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> Section:
        return parse_section(data)


_UntrackedSection = untracked_subclass(Section)


def parse_section(data: Any, deep: bool = False) -> Section:
    instance: Section = new_model(_UntrackedSection)
    instance._received = data
    instance._changed = None
    instance.identifier = data.get("identifier")
    instance.title = data.get("title")
    instance.visible = data.get("visible")
    instance.required = data.get("required")
    instance.fixed = data.get("fixed")
    instance.sequence = data.get("sequence")
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = Section
    return instance


# The metadata refers to the class, so it is set after the class exists.
Section.FIELDS = {
    "identifier": Field("identifier", TEXT, True),
    "title": Field("title", TEXT, True),
    "visible": Field("visible", BOOLEAN, True),
    "required": Field("required", BOOLEAN),
    "fixed": Field("fixed", BOOLEAN),
    "sequence": Field("sequence", Bounded(INTEGER, 1, None)),
    "qti_assessment_item_ref": Field("qti-assessment-item-ref", ListOf(ModelOf(ItemReference))),
    "qti_assessment_section": Field("qti-assessment-section", ListOf(ModelOf(Section))),
}
Section.NESTED = {
    "qti_assessment_item_ref": ("qti-assessment-item-ref", ItemReference),
    "qti_assessment_section": ("qti-assessment-section", Section),
}
