"""The element qti-assessment-section."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.qti.models.item_reference_element import ItemReferenceElement, parse_item_reference_element
from timeback_api.qti.models.section_attributes import SectionAttributes, parse_section_attributes
from timeback_runtime.model import (
    Model,
    copy_payload,
    list_to_dicts,
    new_model,
    parse_list_deep,
    to_json,
    untracked_subclass,
)
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import Field, ListOf


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class SectionElement(Model):
    """The element qti-assessment-section.

    Attributes:
        field_attributes: Attributes of qti-assessment-section.
        qti_assessment_item_ref: References to the items.
    """

    FIELDS = {
        "field_attributes": Field("_attributes", ModelOf(SectionAttributes)),
        "qti_assessment_item_ref": Field("qti-assessment-item-ref", ListOf(ModelOf(ItemReferenceElement))),
    }
    NESTED = {
        "field_attributes": ("_attributes", SectionAttributes),
        "qti_assessment_item_ref": ("qti-assessment-item-ref", ItemReferenceElement),
    }

    field_attributes: SectionAttributes | None = None
    qti_assessment_item_ref: list[ItemReferenceElement] | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, SectionElement)
        value: Any
        data = self._start_dict()
        if (value := self.field_attributes) is not None or "_attributes" in data:
            data["_attributes"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        if (value := self.qti_assessment_item_ref) is not None or "qti-assessment-item-ref" in data:
            data["qti-assessment-item-ref"] = list_to_dicts(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        value: Any
        self.field_attributes = (
            parse_section_attributes(value) if type(value := data.get("_attributes")) is dict else value
        )
        self.qti_assessment_item_ref = parse_list_deep(
            data.get("qti-assessment-item-ref"), parse_item_reference_element
        )

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> SectionElement:
        return parse_section_element(data)


_UntrackedSectionElement = untracked_subclass(SectionElement)


def parse_section_element(data: Any, deep: bool = False) -> SectionElement:
    instance: SectionElement = new_model(_UntrackedSectionElement)
    instance._received = data
    instance._changed = None
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = SectionElement
    return instance
