"""Whether a student who has no test-out can start one."""

from enum import StrEnum


class UnassignedTestOutStatus(StrEnum):
    """Whether a student who has no test-out can start one."""

    NOT_ELIGIBLE = "not_eligible"
    AVAILABLE = "available"


as_unassigned_test_out_status = {member.value: member for member in UnassignedTestOutStatus}.get
