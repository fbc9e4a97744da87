"""State of a job."""

from enum import StrEnum


class JobState(StrEnum):
    """State of a job. The platform may use other values."""

    WAITING = "waiting"
    ACTIVE = "active"
    COMPLETED = "completed"
    FAILED = "failed"


as_job_state = {member.value: member for member in JobState}.get
