from enum import StrEnum


class TestAssignmentStatus(StrEnum):
    """State of a test assignment."""

    ASSIGNED = "assigned"
    IN_PROGRESS = "in_progress"
    COMPLETED = "completed"
    FAILED = "failed"
    EXPIRED = "expired"
    CANCELLED = "cancelled"
