from __future__ import annotations

from typing import Any

from timeback_api.qti.models.item_element_attributes import ItemElementAttributes
from timeback_api.qti.models.outcome_declaration_element import OutcomeDeclarationElement
from timeback_api.qti.models.response_declaration_element import ResponseDeclarationElement
from timeback_api.qti.models.stimulus_reference_element import StimulusReferenceElement
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import OBJECT, ListOf, json_field


class ItemElement(Model):
    """The element qti-assessment-item.

    Attributes:
        field_attributes: Attributes of qti-assessment-item.
        qti_response_declaration: The declared response variables.
        qti_outcome_declaration: The declared outcome variables.
        qti_assessment_stimulus_ref: References to stimuli.
        qti_item_body: The question, in HTML with interactions.
        qti_response_processing: The rules of scoring.
    """

    field_attributes: ItemElementAttributes | None = json_field(
        "_attributes", ModelOf(ItemElementAttributes), default=None
    )
    qti_response_declaration: list[ResponseDeclarationElement] | None = json_field(
        "qti-response-declaration", ListOf(ModelOf(ResponseDeclarationElement)), default=None
    )
    qti_outcome_declaration: list[OutcomeDeclarationElement] | None = json_field(
        "qti-outcome-declaration", ListOf(ModelOf(OutcomeDeclarationElement)), default=None
    )
    qti_assessment_stimulus_ref: list[StimulusReferenceElement] | None = json_field(
        "qti-assessment-stimulus-ref", ListOf(ModelOf(StimulusReferenceElement)), default=None
    )
    qti_item_body: dict[str, Any] | None = json_field("qti-item-body", OBJECT, default=None)
    qti_response_processing: dict[str, Any] | None = json_field("qti-response-processing", OBJECT, default=None)


parse_item_element = ItemElement._parse
