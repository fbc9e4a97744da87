"""The application that a profile is for, as the platform describes it."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import FREE, TEXT, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class UserProfileApp(Model):
    """The application that a profile is for, as the platform describes it.

    Attributes:
        sourced_id: Id of the application.
        name: Name of the application.
        domain: Host name under which the application is found.
        description: What the application does.
    """
    sourced_id: str | None
    name: str | None
    domain: str | None
    description: str | None = None
    metadata: dict[str, Any] | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, UserProfileApp)
        v: Any
        d = self._begin()
        if (v := self.sourced_id) is not None or "sourcedId" in d:
            d["sourcedId"] = v
        if (v := self.name) is not None or "name" in d:
            d["name"] = v
        if (v := self.description) is not None or "description" in d:
            d["description"] = v
        if (v := self.domain) is not None or "domain" in d:
            d["domain"] = v
        if (v := self.metadata) is not None or "metadata" in d:
            d["metadata"] = v
        return self._finish(d)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> UserProfileApp:
        return parse_user_profile_app(data)


def parse_user_profile_app(d: dict[str, Any]) -> UserProfileApp:
    self: UserProfileApp = new(_UserProfileApp)
    self._raw = d
    self._changed = None
    self.sourced_id = d.get("sourcedId")
    self.name = d.get("name")
    self.description = d.get("description")
    self.domain = d.get("domain")
    self.metadata = d.get("metadata")
    self.__class__ = UserProfileApp
    return self




_UserProfileApp = seed(UserProfileApp)
UserProfileApp.FIELDS = {
    "sourced_id": Field("sourcedId", TEXT, True),
    "name": Field("name", TEXT, True),
    "description": Field("description", TEXT),
    "domain": Field("domain", TEXT, True),
    "metadata": Field("metadata", FREE),
}
