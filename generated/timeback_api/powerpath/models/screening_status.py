from enum import StrEnum


class ScreeningStatus(StrEnum):
    """State of an assigned screening test."""

    ENQUEUED = "enqueued"
    ASSIGNED = "assigned"
    IN_PROGRESS = "in_progress"
    BLOCKED = "blocked"
    COMPLETED = "completed"
    ABANDONED = "abandoned"
    FAILED = "failed"
