"""State of the test-out of a course for a student, by status."""

from __future__ import annotations

from typing import TYPE_CHECKING

from timeback_api.powerpath.models.assigned_test_out import AssignedTestOut
from timeback_api.powerpath.models.unassigned_test_out import UnassignedTestOut
from timeback_runtime.model_validators import DiscriminatedUnion

if TYPE_CHECKING:
    from timeback_runtime.model import Model

TestOutState = UnassignedTestOut | AssignedTestOut


def _models() -> dict[str | None, type[Model]]:
    return {
        "not_eligible": UnassignedTestOut,
        "available": UnassignedTestOut,
        "in_progress": AssignedTestOut,
        "completed": AssignedTestOut,
        "failed": AssignedTestOut,
    }


TEST_OUT_STATE = DiscriminatedUnion("status", _models)
parse_test_out_state = TEST_OUT_STATE.parse
