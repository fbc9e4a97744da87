"""State of the test-out of a course for a student, by status."""

from __future__ import annotations

from typing import Any

from timeback_api.powerpath.models.assigned_test_out import AssignedTestOut, parse_assigned_test_out
from timeback_api.powerpath.models.unassigned_test_out import UnassignedTestOut, parse_unassigned_test_out

TestOutState = UnassignedTestOut | AssignedTestOut

_PARSERS: dict[Any, Any] = {
    "not_eligible": parse_unassigned_test_out,
    "available": parse_unassigned_test_out,
    "in_progress": parse_assigned_test_out,
    "completed": parse_assigned_test_out,
    "failed": parse_assigned_test_out,
}


def parse_test_out_state(data: dict[str, Any]) -> Any:
    """Parse the variant that ``status`` names. An unknown variant stays a dictionary."""
    variant = data.get("status")
    parse = _PARSERS.get(variant) if isinstance(variant, str) else None
    return parse(data) if parse is not None else data
