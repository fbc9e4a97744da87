"""An assessment item to create, in JSON or as XML. Without `format` it is JSON."""

from __future__ import annotations

from typing import Any

from timeback_api.qti.models.assessment_item import AssessmentItem, parse_assessment_item
from timeback_api.qti.models.assessment_item_xml import AssessmentItemXml, parse_assessment_item_xml

NewAssessmentItem = AssessmentItem | AssessmentItemXml

_PARSERS: dict[Any, Any] = {"json": parse_assessment_item, "xml": parse_assessment_item_xml}


def parse_new_assessment_item(data: dict[str, Any]) -> Any:
    """Parse the variant that ``format`` names. An unknown variant stays a dictionary."""
    variant = data.get("format")
    if variant is None:
        return parse_assessment_item(data)
    parse = _PARSERS.get(variant) if isinstance(variant, str) else None
    return parse(data) if parse is not None else data
