"""Onboarding progress of the user for one item."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.common.models.onboarding_progress import OnboardingProgress, as_onboarding_progress
from timeback_runtime.model import Model, copy_payload, enum_to_json, new_model, untracked_subclass
from timeback_runtime.validators import TEXT, Choice, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class OnboardingState(Model):
    """Onboarding progress of the user for one item.

    Attributes:
        state: Whether an item was started and whether it was completed.
        completed_at: When it was completed. Only with the state `completed`.
        course_id: Id of the course in which it was completed. Only with the state `completed`.
    """

    FIELDS = {
        "state": Field("state", Choice(OnboardingProgress), True),
        "completed_at": Field("completedAt", TEXT),
        "course_id": Field("courseId", TEXT),
    }

    state: OnboardingProgress | str
    completed_at: str | None = None
    course_id: str | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, OnboardingState)
        value: Any
        data = self._start_dict()
        if (value := self.state) is not None or "state" in data:
            data["state"] = value if type(value) is str else enum_to_json(value)
        if (value := self.completed_at) is not None or "completedAt" in data:
            data["completedAt"] = value
        if (value := self.course_id) is not None or "courseId" in data:
            data["courseId"] = value
        return self._finish_dict(data)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> OnboardingState:
        return parse_onboarding_state(data)


_UntrackedOnboardingState = untracked_subclass(OnboardingState)


def parse_onboarding_state(data: Any) -> OnboardingState:
    instance: OnboardingState = new_model(_UntrackedOnboardingState)
    instance._received = data
    instance._changed = None
    instance.state = as_onboarding_progress(value, value) if type(value := data.get("state")) is str else value
    instance.completed_at = data.get("completedAt")
    instance.course_id = data.get("courseId")
    instance.__class__ = OnboardingState
    return instance
