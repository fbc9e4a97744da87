"""Additional key and value pairs of a user."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.common.models.onboarding_state import OnboardingState, parse_onboarding_state
from timeback_runtime.model import Model, copy_payload, new_model, to_json, untracked_subclass
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import Field, MapOf


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class UserMetadata(Model):
    """Additional key and value pairs of a user. The platform stores the onboarding progress here.

    Attributes:
        onboarding: Onboarding progress of the user, for each onboarding item. The platform defines the names. An
            extension of the platform: another provider may not know it.
    """

    FIELDS = {"onboarding": Field("onboarding", MapOf(ModelOf(OnboardingState)))}
    NESTED = {"onboarding": ("onboarding", None)}

    onboarding: dict[str, OnboardingState] | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, UserMetadata)
        value: Any
        data = self._start_dict()
        if (value := self.onboarding) is not None or "onboarding" in data:
            data["onboarding"] = to_json(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        value: Any
        self.onboarding = (
            {key: parse_onboarding_state(item) if type(item) is dict else item for key, item in value.items()}
            if type(value := data.get("onboarding")) is dict
            else value
        )

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> UserMetadata:
        return parse_user_metadata(data)


_UntrackedUserMetadata = untracked_subclass(UserMetadata)


def parse_user_metadata(data: Any, deep: bool = False) -> UserMetadata:
    instance: UserMetadata = new_model(_UntrackedUserMetadata)
    instance._received = data
    instance._changed = None
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = UserMetadata
    return instance
