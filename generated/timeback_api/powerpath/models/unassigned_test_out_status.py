from enum import StrEnum


class UnassignedTestOutStatus(StrEnum):
    """Whether a student who has no test-out can start one."""

    NOT_ELIGIBLE = "not_eligible"
    AVAILABLE = "available"
