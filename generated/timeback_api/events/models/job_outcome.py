"""Whether a job stored its events."""

from enum import StrEnum


class JobOutcome(StrEnum):
    """Whether a job stored its events."""

    SUCCESS = "success"
    ERROR = "error"


as_job_outcome = {member.value: member for member in JobOutcome}.get
