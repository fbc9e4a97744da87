from enum import StrEnum


class StartedTestOutStatus(StrEnum):
    """Whether a test-out was newly assigned or already open."""

    CREATED = "created"
    EXISTING = "existing"
