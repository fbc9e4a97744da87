from enum import StrEnum


class PlacementStatus(StrEnum):
    """State of one test on the way to a placement."""

    PASSED = "PASSED"
    FAILED = "FAILED"
    STARTED = "STARTED"
    NOT_STARTED = "NOT_STARTED"
    SKIP = "SKIP"
