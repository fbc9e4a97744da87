"""Asks the platform to store with what a user signs in to an application."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import Field, One, Text


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class CredentialRegistration(Model):
    """Asks the platform to store with what a user signs in to an application.

    Attributes:
        application_name: Name of the application.
        credentials: A name and a password to sign in with.
    """
    application_name: str | None
    credentials: UsernamePassword | None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, CredentialRegistration)
        v: Any
        d = self._begin()
        if (v := self.application_name) is not None or "applicationName" in d:
            d["applicationName"] = v
        if (v := self.credentials) is not None or "credentials" in d:
            d["credentials"] = v.to_dict() if isinstance(v, Model) else v
        return self._finish(d)

    def _read_inside(self, d: dict[str, Any]) -> None:
        v: Any
        self.credentials = parse_username_password(v) if type(v := d.get("credentials")) is dict else v

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> CredentialRegistration:
        return parse_credential_registration(data)


def parse_credential_registration(d: dict[str, Any], whole: bool = False) -> CredentialRegistration:
    self: CredentialRegistration = new(_CredentialRegistration)
    self._raw = d
    self._changed = None
    self.application_name = d.get("applicationName")
    if whole:
        self._read_inside(d)
        self._changed = set()
    self.__class__ = CredentialRegistration
    return self


from timeback_api.rostering.models.username_password import UsernamePassword, parse_username_password  # noqa: E402

_CredentialRegistration = seed(CredentialRegistration)
CredentialRegistration.FIELDS = {
    "application_name": Field("applicationName", Text(1), True),
    "credentials": Field("credentials", One(UsernamePassword), True),
}
CredentialRegistration.INSIDE = {
    "credentials": ("credentials", UsernamePassword),
}
