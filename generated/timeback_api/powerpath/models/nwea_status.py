from enum import StrEnum


class NweaStatus(StrEnum):
    """State of a screening test as reported by the provider, NWEA."""

    ENQUEUED = "ENQUEUED"
    AWAITING_STUDENT = "AWAITING_STUDENT"
    IN_PROGRESS = "IN_PROGRESS"
    PAUSED = "PAUSED"
    SUSPENDED = "SUSPENDED"
    TERMINATED = "TERMINATED"
    ABANDONED = "ABANDONED"
    COMPLETED = "COMPLETED"
    FAILED = "FAILED"
