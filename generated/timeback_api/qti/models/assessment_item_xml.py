from __future__ import annotations

from timeback_api.qti.models.item_metadata import ItemMetadata
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import TEXT, OneOf, json_field


class AssessmentItemXml(Model):
    """An assessment item that is given as a QTI document. Everything except the metadata is read from the XML.

    Attributes:
        format_: States that the item is given as XML.
        xml: Document with the root qti-assessment-item in the namespace http://www.imsglobal.org/xsd/imsqtiasi_v3p0.
        metadata: Subject, grade and similar properties of an item. Further properties can be added.
    """

    format_: str = json_field("format", OneOf("xml"), default="xml", required=True)
    xml: str = json_field("xml", TEXT)
    metadata: ItemMetadata | None = json_field("metadata", ModelOf(ItemMetadata), default=None)


parse_assessment_item_xml = AssessmentItemXml._parse
