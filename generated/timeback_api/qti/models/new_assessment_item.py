"""An assessment item to create, in JSON or as XML. Without `format` it is JSON."""

from __future__ import annotations

from typing import Any

from timeback_api.qti.models.assessment_item import AssessmentItem, parse_assessment_item
from timeback_api.qti.models.assessment_item_xml import AssessmentItemXml, parse_assessment_item_xml

NewAssessmentItem = AssessmentItem | AssessmentItemXml

_PARSERS: dict[Any, Any] = {
    "json": parse_assessment_item,
    "xml": parse_assessment_item_xml,
}


def parse_new_assessment_item(d: dict[str, Any]) -> NewAssessmentItem | dict[str, Any]:
    """The variant that ``format`` names; an unknown one stays a dictionary."""
    kind = d.get("format")
    parse = _PARSERS.get(kind) if isinstance(kind, str) else None if kind is not None else parse_assessment_item
    return parse(d) if parse is not None else d
