"""Free key and value pairs of a user."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed, to_json
from timeback_runtime.validators import Field, Named, One


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class UserMetadata(Model):
    """Free key and value pairs of a user. The platform keeps the progress of the onboarding here.

    Attributes:
        onboarding: How far the user is with getting started, for each thing that there is to get started with. The
            names are up to the platform.
    """
    onboarding: dict[str, OnboardingState] | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, UserMetadata)
        v: Any
        d = self._begin()
        if (v := self.onboarding) is not None or "onboarding" in d:
            d["onboarding"] = to_json(v)
        return self._finish(d)

    def _read_inside(self, d: dict[str, Any]) -> None:
        v: Any
        self.onboarding = {k: parse_onboarding_state(i) if type(i) is dict else i for k, i in v.items()} if type(v := d.get("onboarding")) is dict else v

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> UserMetadata:
        return parse_user_metadata(data)


def parse_user_metadata(d: dict[str, Any], whole: bool = False) -> UserMetadata:
    self: UserMetadata = new(_UserMetadata)
    self._raw = d
    self._changed = None
    if whole:
        self._read_inside(d)
        self._changed = set()
    self.__class__ = UserMetadata
    return self


from timeback_api.rostering.models.onboarding_state import OnboardingState, parse_onboarding_state  # noqa: E402

_UserMetadata = seed(UserMetadata)
UserMetadata.FIELDS = {
    "onboarding": Field("onboarding", Named(One(OnboardingState))),
}
UserMetadata.INSIDE = {
    "onboarding": ("onboarding", None),
}
