"""Account of a person in an application."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import TEXT, Field, Many, One


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class UserProfile(Model):
    """Account of a person in an application.

    Attributes:
        profile_id: Id of the profile.
        profile_type: What kind of profile it is, in words of the vendor.
        vendor_id: Id of the vendor of the application.
        application_id: Id of the application.
        description: What the profile is for.
        app: The application that a profile is for, as the platform describes it.
        credentials: With what the person signs in to the application.
    """
    profile_id: str | None
    profile_type: str | None
    vendor_id: str | None
    application_id: str | None = None
    description: str | None = None
    app: UserProfileApp | None = None
    credentials: list[Credential] | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, UserProfile)
        v: Any
        d = self._begin()
        if (v := self.profile_id) is not None or "profileId" in d:
            d["profileId"] = v
        if (v := self.profile_type) is not None or "profileType" in d:
            d["profileType"] = v
        if (v := self.vendor_id) is not None or "vendorId" in d:
            d["vendorId"] = v
        if (v := self.application_id) is not None or "applicationId" in d:
            d["applicationId"] = v
        if (v := self.description) is not None or "description" in d:
            d["description"] = v
        if (v := self.app) is not None or "app" in d:
            d["app"] = v.to_dict() if isinstance(v, Model) else v
        if (v := self.credentials) is not None or "credentials" in d:
            d["credentials"] = [i.to_dict() if isinstance(i, Model) else i for i in v] if isinstance(v, (list, tuple)) else v
        return self._finish(d)

    def _read_inside(self, d: dict[str, Any]) -> None:
        v: Any
        self.app = parse_user_profile_app(v) if type(v := d.get("app")) is dict else v
        self.credentials = ([parse_credential(i) if type(i) is dict else i for i in v] if v else v) if type(v := d.get("credentials")) is list else v

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> UserProfile:
        return parse_user_profile(data)


def parse_user_profile(d: dict[str, Any], whole: bool = False) -> UserProfile:
    self: UserProfile = new(_UserProfile)
    self._raw = d
    self._changed = None
    self.profile_id = d.get("profileId")
    self.profile_type = d.get("profileType")
    self.vendor_id = d.get("vendorId")
    self.application_id = d.get("applicationId")
    self.description = d.get("description")
    if whole:
        self._read_inside(d)
        self._changed = set()
    self.__class__ = UserProfile
    return self


from timeback_api.rostering.models.credential import Credential, parse_credential  # noqa: E402
from timeback_api.rostering.models.user_profile_app import UserProfileApp, parse_user_profile_app  # noqa: E402

_UserProfile = seed(UserProfile)
UserProfile.FIELDS = {
    "profile_id": Field("profileId", TEXT, True),
    "profile_type": Field("profileType", TEXT, True),
    "vendor_id": Field("vendorId", TEXT, True),
    "application_id": Field("applicationId", TEXT),
    "description": Field("description", TEXT),
    "app": Field("app", One(UserProfileApp)),
    "credentials": Field("credentials", Many(One(Credential))),
}
UserProfile.INSIDE = {
    "app": ("app", UserProfileApp),
    "credentials": ("credentials", Credential),
}
