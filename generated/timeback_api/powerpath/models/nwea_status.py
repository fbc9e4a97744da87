"""State of a screening test as reported by the provider, NWEA."""

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


as_nwea_status = {member.value: member for member in NweaStatus}.get
