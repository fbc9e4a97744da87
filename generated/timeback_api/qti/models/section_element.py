from __future__ import annotations

from timeback_api.qti.models.item_reference_element import ItemReferenceElement
from timeback_api.qti.models.section_attributes import SectionAttributes
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import ListOf, json_field


class SectionElement(Model):
    """The element qti-assessment-section.

    Attributes:
        field_attributes: Attributes of qti-assessment-section.
        qti_assessment_item_ref: References to the items.
    """

    field_attributes: SectionAttributes | None = json_field("_attributes", ModelOf(SectionAttributes), default=None)
    qti_assessment_item_ref: list[ItemReferenceElement] | None = json_field(
        "qti-assessment-item-ref", ListOf(ModelOf(ItemReferenceElement)), default=None
    )


parse_section_element = SectionElement._parse
