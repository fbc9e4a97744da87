"""The element qti-assessment-item."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import FREE, Field, Many, One


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
    field_attributes: ItemElementAttributes | None = None
    qti_response_declaration: list[ResponseDeclarationElement] | None = None
    qti_outcome_declaration: list[OutcomeDeclarationElement] | None = None
    qti_assessment_stimulus_ref: list[StimulusReferenceElement] | None = None
    qti_item_body: dict[str, Any] | None = None
    qti_response_processing: dict[str, Any] | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, ItemElement)
        v: Any
        d = self._begin()
        if (v := self.field_attributes) is not None or "_attributes" in d:
            d["_attributes"] = v.to_dict() if isinstance(v, Model) else v
        if (v := self.qti_response_declaration) is not None or "qti-response-declaration" in d:
            d["qti-response-declaration"] = [i.to_dict() if isinstance(i, Model) else i for i in v] if isinstance(v, (list, tuple)) else v
        if (v := self.qti_outcome_declaration) is not None or "qti-outcome-declaration" in d:
            d["qti-outcome-declaration"] = [i.to_dict() if isinstance(i, Model) else i for i in v] if isinstance(v, (list, tuple)) else v
        if (v := self.qti_assessment_stimulus_ref) is not None or "qti-assessment-stimulus-ref" in d:
            d["qti-assessment-stimulus-ref"] = [i.to_dict() if isinstance(i, Model) else i for i in v] if isinstance(v, (list, tuple)) else v
        if (v := self.qti_item_body) is not None or "qti-item-body" in d:
            d["qti-item-body"] = v
        if (v := self.qti_response_processing) is not None or "qti-response-processing" in d:
            d["qti-response-processing"] = v
        return self._finish(d)

    def _read_inside(self, d: dict[str, Any]) -> None:
        v: Any
        self.field_attributes = parse_item_element_attributes(v) if type(v := d.get("_attributes")) is dict else v
        self.qti_response_declaration = ([parse_response_declaration_element(i, True) if type(i) is dict else i for i in v] if v else v) if type(v := d.get("qti-response-declaration")) is list else v
        self.qti_outcome_declaration = ([parse_outcome_declaration_element(i, True) if type(i) is dict else i for i in v] if v else v) if type(v := d.get("qti-outcome-declaration")) is list else v
        self.qti_assessment_stimulus_ref = ([parse_stimulus_reference_element(i, True) if type(i) is dict else i for i in v] if v else v) if type(v := d.get("qti-assessment-stimulus-ref")) is list else v

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> ItemElement:
        return parse_item_element(data)


def parse_item_element(d: dict[str, Any], whole: bool = False) -> ItemElement:
    self: ItemElement = new(_ItemElement)
    self._raw = d
    self._changed = None
    self.qti_item_body = d.get("qti-item-body")
    self.qti_response_processing = d.get("qti-response-processing")
    if whole:
        self._read_inside(d)
        self._changed = set()
    self.__class__ = ItemElement
    return self


from timeback_api.qti.models.item_element_attributes import ItemElementAttributes, parse_item_element_attributes  # noqa: E402
from timeback_api.qti.models.outcome_declaration_element import (
    OutcomeDeclarationElement, parse_outcome_declaration_element,
)  # noqa: E402
from timeback_api.qti.models.response_declaration_element import (
    ResponseDeclarationElement, parse_response_declaration_element,
)  # noqa: E402
from timeback_api.qti.models.stimulus_reference_element import (
    StimulusReferenceElement, parse_stimulus_reference_element,
)  # noqa: E402

_ItemElement = seed(ItemElement)
ItemElement.FIELDS = {
    "field_attributes": Field("_attributes", One(ItemElementAttributes)),
    "qti_response_declaration": Field("qti-response-declaration", Many(One(ResponseDeclarationElement))),
    "qti_outcome_declaration": Field("qti-outcome-declaration", Many(One(OutcomeDeclarationElement))),
    "qti_assessment_stimulus_ref": Field("qti-assessment-stimulus-ref", Many(One(StimulusReferenceElement))),
    "qti_item_body": Field("qti-item-body", FREE),
    "qti_response_processing": Field("qti-response-processing", FREE),
}
ItemElement.INSIDE = {
    "field_attributes": ("_attributes", ItemElementAttributes),
    "qti_response_declaration": ("qti-response-declaration", ResponseDeclarationElement),
    "qti_outcome_declaration": ("qti-outcome-declaration", OutcomeDeclarationElement),
    "qti_assessment_stimulus_ref": ("qti-assessment-stimulus-ref", StimulusReferenceElement),
}
