"""The element qti-assessment-item."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.qti.models.item_element_attributes import ItemElementAttributes, parse_item_element_attributes
from timeback_api.qti.models.outcome_declaration_element import (
    OutcomeDeclarationElement,
    parse_outcome_declaration_element,
)
from timeback_api.qti.models.response_declaration_element import (
    ResponseDeclarationElement,
    parse_response_declaration_element,
)
from timeback_api.qti.models.stimulus_reference_element import (
    StimulusReferenceElement,
    parse_stimulus_reference_element,
)
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
from timeback_runtime.validators import OBJECT, Field, ListOf


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
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

    FIELDS = {
        "field_attributes": Field("_attributes", ModelOf(ItemElementAttributes)),
        "qti_response_declaration": Field("qti-response-declaration", ListOf(ModelOf(ResponseDeclarationElement))),
        "qti_outcome_declaration": Field("qti-outcome-declaration", ListOf(ModelOf(OutcomeDeclarationElement))),
        "qti_assessment_stimulus_ref": Field("qti-assessment-stimulus-ref", ListOf(ModelOf(StimulusReferenceElement))),
        "qti_item_body": Field("qti-item-body", OBJECT),
        "qti_response_processing": Field("qti-response-processing", OBJECT),
    }
    NESTED = {
        "field_attributes": ("_attributes", ItemElementAttributes),
        "qti_response_declaration": ("qti-response-declaration", ResponseDeclarationElement),
        "qti_outcome_declaration": ("qti-outcome-declaration", OutcomeDeclarationElement),
        "qti_assessment_stimulus_ref": ("qti-assessment-stimulus-ref", StimulusReferenceElement),
    }

    field_attributes: ItemElementAttributes | None = None
    qti_response_declaration: list[ResponseDeclarationElement] | None = None
    qti_outcome_declaration: list[OutcomeDeclarationElement] | None = None
    qti_assessment_stimulus_ref: list[StimulusReferenceElement] | None = None
    qti_item_body: dict[str, Any] | None = None
    qti_response_processing: dict[str, Any] | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, ItemElement)
        value: Any
        data = self._start_dict()
        if (value := self.field_attributes) is not None or "_attributes" in data:
            data["_attributes"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        if (value := self.qti_response_declaration) is not None or "qti-response-declaration" in data:
            data["qti-response-declaration"] = list_to_dicts(value)
        if (value := self.qti_outcome_declaration) is not None or "qti-outcome-declaration" in data:
            data["qti-outcome-declaration"] = list_to_dicts(value)
        if (value := self.qti_assessment_stimulus_ref) is not None or "qti-assessment-stimulus-ref" in data:
            data["qti-assessment-stimulus-ref"] = list_to_dicts(value)
        if (value := self.qti_item_body) is not None or "qti-item-body" in data:
            data["qti-item-body"] = value if value is data.get("qti-item-body") else to_json(value)
        if (value := self.qti_response_processing) is not None or "qti-response-processing" in data:
            data["qti-response-processing"] = value if value is data.get("qti-response-processing") else to_json(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        value: Any
        self.field_attributes = (
            parse_item_element_attributes(value) if type(value := data.get("_attributes")) is dict else value
        )
        self.qti_response_declaration = parse_list_deep(
            data.get("qti-response-declaration"), parse_response_declaration_element
        )
        self.qti_outcome_declaration = parse_list_deep(
            data.get("qti-outcome-declaration"), parse_outcome_declaration_element
        )
        self.qti_assessment_stimulus_ref = parse_list_deep(
            data.get("qti-assessment-stimulus-ref"), parse_stimulus_reference_element
        )

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> ItemElement:
        return parse_item_element(data)


_UntrackedItemElement = untracked_subclass(ItemElement)


def parse_item_element(data: Any, deep: bool = False) -> ItemElement:
    instance: ItemElement = new_model(_UntrackedItemElement)
    instance._received = data
    instance._changed = None
    instance.qti_item_body = data.get("qti-item-body")
    instance.qti_response_processing = data.get("qti-response-processing")
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = ItemElement
    return instance
