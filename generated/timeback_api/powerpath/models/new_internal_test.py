"""A test from QTI content, by the kind of content."""

from __future__ import annotations

from typing import Any

from timeback_api.powerpath.models.new_assessment_bank import NewAssessmentBank, parse_new_assessment_bank
from timeback_api.powerpath.models.new_qti_test import NewQtiTest, parse_new_qti_test

NewInternalTest = NewQtiTest | NewAssessmentBank

_PARSERS: dict[Any, Any] = {
    "qti": parse_new_qti_test,
    "assessment-bank": parse_new_assessment_bank,
}


def parse_new_internal_test(d: dict[str, Any]) -> NewInternalTest | dict[str, Any]:
    """The variant that ``testType`` names; an unknown one stays a dictionary."""
    kind = d.get("testType")
    parse = _PARSERS.get(kind) if isinstance(kind, str) else None
    return parse(d) if parse is not None else d
