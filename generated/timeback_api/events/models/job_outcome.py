from enum import StrEnum


class JobOutcome(StrEnum):
    """Whether a job stored its events."""

    SUCCESS = "success"
    ERROR = "error"
