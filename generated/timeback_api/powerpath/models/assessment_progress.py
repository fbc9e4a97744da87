"""Progress of a student in a lesson, by the type of the lesson."""

from __future__ import annotations

from typing import Any

from timeback_api.powerpath.models.power_path_100_progress import PowerPath100Progress, parse_power_path_100_progress
from timeback_api.powerpath.models.test_progress import TestProgress, parse_test_progress

AssessmentProgress = PowerPath100Progress | TestProgress

_PARSERS: dict[Any, Any] = {
    "powerpath-100": parse_power_path_100_progress,
    "quiz": parse_test_progress,
    "test-out": parse_test_progress,
    "placement": parse_test_progress,
    "unit-test": parse_test_progress,
}


def parse_assessment_progress(data: dict[str, Any]) -> Any:
    """Parse the variant that ``lessonType`` names. An unknown variant stays a dictionary."""
    variant = data.get("lessonType")
    parse = _PARSERS.get(variant) if isinstance(variant, str) else None
    return parse(data) if parse is not None else data
