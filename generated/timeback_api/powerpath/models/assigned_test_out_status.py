from enum import StrEnum


class AssignedTestOutStatus(StrEnum):
    """State of a test-out that a student has."""

    IN_PROGRESS = "in_progress"
    COMPLETED = "completed"
    FAILED = "failed"
