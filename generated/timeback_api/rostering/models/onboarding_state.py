"""How far the user is with getting started in one matter."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import TEXT, Choice, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class OnboardingState(Model):
    """How far the user is with getting started in one matter.

    Attributes:
        state: Whether something was begun and whether it was finished.
        completed_at: When it was completed; only with the state `completed`.
        course_id: Id of the course that it was completed with; only with the state `completed`.
    """
    state: OnboardingProgress | str | None
    completed_at: str | None = None
    course_id: str | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, OnboardingState)
        v: Any
        d = self._begin()
        if (v := self.state) is not None or "state" in d:
            d["state"] = v
        if (v := self.completed_at) is not None or "completedAt" in d:
            d["completedAt"] = v
        if (v := self.course_id) is not None or "courseId" in d:
            d["courseId"] = v
        return self._finish(d)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> OnboardingState:
        return parse_onboarding_state(data)


def parse_onboarding_state(d: dict[str, Any]) -> OnboardingState:
    self: OnboardingState = new(_OnboardingState)
    self._raw = d
    self._changed = None
    self.state = as_onboarding_progress(v, v) if type(v := d.get("state")) is str else v
    self.completed_at = d.get("completedAt")
    self.course_id = d.get("courseId")
    self.__class__ = OnboardingState
    return self


from timeback_api.rostering.models.onboarding_progress import OnboardingProgress, as_onboarding_progress  # noqa: E402

_OnboardingState = seed(OnboardingState)
OnboardingState.FIELDS = {
    "state": Field("state", Choice(OnboardingProgress), True),
    "completed_at": Field("completedAt", TEXT),
    "course_id": Field("courseId", TEXT),
}
