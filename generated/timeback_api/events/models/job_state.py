from enum import StrEnum


class JobState(StrEnum):
    """State of a job. The platform may use other values."""

    WAITING = "waiting"
    ACTIVE = "active"
    COMPLETED = "completed"
    FAILED = "failed"
