from __future__ import annotations

from timeback_api.powerpath.models.unassigned_test_out_status import UnassignedTestOutStatus
from timeback_runtime.model import Model
from timeback_runtime.validators import Choice, json_field


class UnassignedTestOut(Model):
    """The student has no test-out of the course.

    Attributes:
        status: Whether a student who has no test-out can start one.
    """

    status: UnassignedTestOutStatus | str = json_field("status", Choice(UnassignedTestOutStatus))


parse_unassigned_test_out = UnassignedTestOut._parse
