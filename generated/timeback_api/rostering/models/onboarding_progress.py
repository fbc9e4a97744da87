"""Whether something was begun and whether it was finished."""

from enum import StrEnum


class OnboardingProgress(StrEnum):
    """Whether something was begun and whether it was finished."""

    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    COMPLETED = "completed"


as_onboarding_progress = {member.value: member for member in OnboardingProgress}.get
