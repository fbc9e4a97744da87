"""An assessment item that is given as a QTI document."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import TEXT, Field, One, Text


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class AssessmentItemXml(Model):
    """An assessment item that is given as a QTI document. All but the metadata is read from the XML.

    Attributes:
        xml: Document with the root qti-assessment-item in the namespace http://www.imsglobal.org/xsd/imsqtiasi_v3p0.
        format_: Says that the item is given as XML.
        metadata: What an item is about. Further properties may be added.
    """
    xml: str | None
    format_: str | None = "xml"
    metadata: ItemMetadata | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, AssessmentItemXml)
        v: Any
        d = self._begin()
        if (v := self.format_) is not None or "format" in d:
            d["format"] = v
        if (v := self.xml) is not None or "xml" in d:
            d["xml"] = v
        if (v := self.metadata) is not None or "metadata" in d:
            d["metadata"] = v.to_dict() if isinstance(v, Model) else v
        return self._finish(d)

    def _read_inside(self, d: dict[str, Any]) -> None:
        v: Any
        self.metadata = parse_item_metadata(v, True) if type(v := d.get("metadata")) is dict else v

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> AssessmentItemXml:
        return parse_assessment_item_xml(data)


def parse_assessment_item_xml(d: dict[str, Any], whole: bool = False) -> AssessmentItemXml:
    self: AssessmentItemXml = new(_AssessmentItemXml)
    self._raw = d
    self._changed = None
    self.format_ = d.get("format")
    self.xml = d.get("xml")
    if whole:
        self._read_inside(d)
        self._changed = set()
    self.__class__ = AssessmentItemXml
    return self


from timeback_api.qti.models.item_metadata import ItemMetadata, parse_item_metadata  # noqa: E402

_AssessmentItemXml = seed(AssessmentItemXml)
AssessmentItemXml.FIELDS = {
    "format_": Field("format", Text(0, "^xml$"), True),
    "xml": Field("xml", TEXT, True),
    "metadata": Field("metadata", One(ItemMetadata)),
}
AssessmentItemXml.INSIDE = {
    "metadata": ("metadata", ItemMetadata),
}
