from enum import StrEnum


class OnboardingProgress(StrEnum):
    """Whether an item was started and whether it was completed."""

    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    COMPLETED = "completed"
