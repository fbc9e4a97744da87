"""Account of a person in an application."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.common.models.credential import Credential, parse_credential
from timeback_api.common.models.user_profile_app import UserProfileApp, parse_user_profile_app
from timeback_runtime.model import (
    Model,
    copy_payload,
    list_to_dicts,
    new_model,
    parse_list,
    to_json,
    untracked_subclass,
)
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import TEXT, Field, ListOf


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class UserProfile(Model):
    """Account of a person in an application.

    Attributes:
        profile_id: Id of the profile.
        profile_type: Type of the profile. The vendor chooses the values.
        vendor_id: Id of the vendor of the application.
        application_id: Id of the application.
        description: Description of the profile.
        app: The application of a profile, as described by the platform. An extension of the platform: another provider
            may not know it.
        credentials: Credentials of the person for the application.
    """

    FIELDS = {
        "profile_id": Field("profileId", TEXT, True),
        "profile_type": Field("profileType", TEXT, True),
        "vendor_id": Field("vendorId", TEXT, True),
        "application_id": Field("applicationId", TEXT),
        "description": Field("description", TEXT),
        "app": Field("app", ModelOf(UserProfileApp)),
        "credentials": Field("credentials", ListOf(ModelOf(Credential))),
    }
    NESTED = {"app": ("app", UserProfileApp), "credentials": ("credentials", Credential)}

    profile_id: str
    profile_type: str
    vendor_id: str
    application_id: str | None = None
    description: str | None = None
    app: UserProfileApp | None = None
    credentials: list[Credential] | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, UserProfile)
        value: Any
        data = self._start_dict()
        if (value := self.profile_id) is not None or "profileId" in data:
            data["profileId"] = value
        if (value := self.profile_type) is not None or "profileType" in data:
            data["profileType"] = value
        if (value := self.vendor_id) is not None or "vendorId" in data:
            data["vendorId"] = value
        if (value := self.application_id) is not None or "applicationId" in data:
            data["applicationId"] = value
        if (value := self.description) is not None or "description" in data:
            data["description"] = value
        if (value := self.app) is not None or "app" in data:
            data["app"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        if (value := self.credentials) is not None or "credentials" in data:
            data["credentials"] = list_to_dicts(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        value: Any
        self.app = parse_user_profile_app(value) if type(value := data.get("app")) is dict else value
        self.credentials = parse_list(data.get("credentials"), parse_credential)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> UserProfile:
        return parse_user_profile(data)


_UntrackedUserProfile = untracked_subclass(UserProfile)


def parse_user_profile(data: Any, deep: bool = False) -> UserProfile:
    instance: UserProfile = new_model(_UntrackedUserProfile)
    instance._received = data
    instance._changed = None
    instance.profile_id = data.get("profileId")
    instance.profile_type = data.get("profileType")
    instance.vendor_id = data.get("vendorId")
    instance.application_id = data.get("applicationId")
    instance.description = data.get("description")
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = UserProfile
    return instance
