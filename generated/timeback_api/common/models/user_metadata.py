from __future__ import annotations

from timeback_api.common.models.onboarding_state import OnboardingState
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import MapOf, json_field


class UserMetadata(Model):
    """Additional key and value pairs of a user. The platform stores the onboarding progress here.

    Attributes:
        onboarding: Onboarding progress of the user, for each onboarding item. The platform defines the names. An
            extension of the platform: another provider may not know it.
    """

    onboarding: dict[str, OnboardingState] | None = json_field(
        "onboarding", MapOf(ModelOf(OnboardingState)), default=None
    )


parse_user_metadata = UserMetadata._parse
