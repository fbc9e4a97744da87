from __future__ import annotations

from timeback_api.common.models.onboarding_progress import OnboardingProgress
from timeback_runtime.model import Model
from timeback_runtime.validators import TEXT, Choice, json_field


class OnboardingState(Model):
    """Onboarding progress of the user for one item.

    Attributes:
        state: Whether an item was started and whether it was completed.
        completed_at: When it was completed. Only with the state `completed`.
        course_id: Id of the course in which it was completed. Only with the state `completed`.
    """

    state: OnboardingProgress | str = json_field("state", Choice(OnboardingProgress))
    completed_at: str | None = json_field("completedAt", TEXT, default=None)
    course_id: str | None = json_field("courseId", TEXT, default=None)


parse_onboarding_state = OnboardingState._parse
