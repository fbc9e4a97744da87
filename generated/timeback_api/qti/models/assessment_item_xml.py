"""An assessment item that is given as a QTI document."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.qti.models.item_metadata import ItemMetadata, parse_item_metadata
from timeback_runtime.model import Model, copy_payload, new_model, to_json, untracked_subclass
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import TEXT, Field, OneOf


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class AssessmentItemXml(Model):
    """An assessment item that is given as a QTI document. Everything except the metadata is read from the XML.

    Attributes:
        xml: Document with the root qti-assessment-item in the namespace http://www.imsglobal.org/xsd/imsqtiasi_v3p0.
        format_: States that the item is given as XML.
        metadata: Subject, grade and similar properties of an item. Further properties can be added.
    """

    FIELDS = {
        "format_": Field("format", OneOf("xml"), True),
        "xml": Field("xml", TEXT, True),
        "metadata": Field("metadata", ModelOf(ItemMetadata)),
    }
    NESTED = {"metadata": ("metadata", ItemMetadata)}

    xml: str
    format_: str = "xml"
    metadata: ItemMetadata | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, AssessmentItemXml)
        value: Any
        data = self._start_dict()
        if (value := self.format_) is not None or "format" in data:
            data["format"] = value
        if (value := self.xml) is not None or "xml" in data:
            data["xml"] = value
        if (value := self.metadata) is not None or "metadata" in data:
            data["metadata"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        value: Any
        self.metadata = parse_item_metadata(value, True) if type(value := data.get("metadata")) is dict else value

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> AssessmentItemXml:
        return parse_assessment_item_xml(data)


_UntrackedAssessmentItemXml = untracked_subclass(AssessmentItemXml)


def parse_assessment_item_xml(data: Any, deep: bool = False) -> AssessmentItemXml:
    instance: AssessmentItemXml = new_model(_UntrackedAssessmentItemXml)
    instance._received = data
    instance._changed = None
    instance.format_ = data.get("format")
    instance.xml = data.get("xml")
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = AssessmentItemXml
    return instance
