"""The application of a profile, as described by the platform."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, copy_payload, new_model, to_json, untracked_subclass
from timeback_runtime.validators import OBJECT, TEXT, AnyOf, Field, ListOf


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class UserProfileApp(Model):
    """The application of a profile, as described by the platform.

    Attributes:
        sourced_id: Id of the application.
        name: Name of the application.
        domain: Host name of the application, or a list of its host names.
        description: Description of the application.
    """

    FIELDS = {
        "sourced_id": Field("sourcedId", TEXT, True),
        "name": Field("name", TEXT, True),
        "description": Field("description", TEXT),
        "domain": Field("domain", AnyOf(TEXT, ListOf(TEXT)), True),
        "metadata": Field("metadata", OBJECT),
    }

    sourced_id: str
    name: str
    domain: str | list[str]
    description: str | None = None
    metadata: dict[str, Any] | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, UserProfileApp)
        value: Any
        data = self._start_dict()
        if (value := self.sourced_id) is not None or "sourcedId" in data:
            data["sourcedId"] = value
        if (value := self.name) is not None or "name" in data:
            data["name"] = value
        if (value := self.description) is not None or "description" in data:
            data["description"] = value
        if (value := self.domain) is not None or "domain" in data:
            data["domain"] = value if value is data.get("domain") else to_json(value)
        if (value := self.metadata) is not None or "metadata" in data:
            data["metadata"] = value if value is data.get("metadata") else to_json(value)
        return self._finish_dict(data)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> UserProfileApp:
        return parse_user_profile_app(data)


_UntrackedUserProfileApp = untracked_subclass(UserProfileApp)


def parse_user_profile_app(data: Any) -> UserProfileApp:
    instance: UserProfileApp = new_model(_UntrackedUserProfileApp)
    instance._received = data
    instance._changed = None
    instance.sourced_id = data.get("sourcedId")
    instance.name = data.get("name")
    instance.description = data.get("description")
    instance.domain = data.get("domain")
    instance.metadata = data.get("metadata")
    instance.__class__ = UserProfileApp
    return instance
