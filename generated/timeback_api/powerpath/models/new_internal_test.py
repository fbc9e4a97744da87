"""A test from QTI content, by the type of content."""

from __future__ import annotations

from typing import Any

from timeback_api.powerpath.models.new_assessment_bank import NewAssessmentBank, parse_new_assessment_bank
from timeback_api.powerpath.models.new_qti_test import NewQtiTest, parse_new_qti_test

NewInternalTest = NewQtiTest | NewAssessmentBank

_PARSERS: dict[Any, Any] = {"qti": parse_new_qti_test, "assessment-bank": parse_new_assessment_bank}


def parse_new_internal_test(data: dict[str, Any]) -> Any:
    """Parse the variant that ``testType`` names. An unknown variant stays a dictionary."""
    variant = data.get("testType")
    parse = _PARSERS.get(variant) if isinstance(variant, str) else None
    return parse(data) if parse is not None else data
