"""Result of an answer, by the type of the lesson."""

from __future__ import annotations

from typing import Any

from timeback_api.powerpath.models.power_path_100_question_outcome import (
    PowerPath100QuestionOutcome,
    parse_power_path_100_question_outcome,
)
from timeback_api.powerpath.models.test_question_outcome import TestQuestionOutcome, parse_test_question_outcome

QuestionOutcome = PowerPath100QuestionOutcome | TestQuestionOutcome

_PARSERS: dict[Any, Any] = {
    "powerpath-100": parse_power_path_100_question_outcome,
    "quiz": parse_test_question_outcome,
    "test-out": parse_test_question_outcome,
    "placement": parse_test_question_outcome,
    "unit-test": parse_test_question_outcome,
}


def parse_question_outcome(data: dict[str, Any]) -> Any:
    """Parse the variant that ``lessonType`` names. An unknown variant stays a dictionary."""
    variant = data.get("lessonType")
    parse = _PARSERS.get(variant) if isinstance(variant, str) else None
    return parse(data) if parse is not None else data
