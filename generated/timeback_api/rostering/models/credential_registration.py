"""A request to store the credentials of a user for an application."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.rostering.models.username_password import UsernamePassword, parse_username_password
from timeback_runtime.model import Model, copy_payload, new_model, to_json, untracked_subclass
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import Field, Text


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class CredentialRegistration(Model):
    """A request to store the credentials of a user for an application.

    Attributes:
        application_name: Name of the application.
        credentials: A name and a password to sign in with.
    """

    FIELDS = {
        "application_name": Field("applicationName", Text(1), True),
        "credentials": Field("credentials", ModelOf(UsernamePassword), True),
    }
    NESTED = {"credentials": ("credentials", UsernamePassword)}

    application_name: str
    credentials: UsernamePassword

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, CredentialRegistration)
        value: Any
        data = self._start_dict()
        if (value := self.application_name) is not None or "applicationName" in data:
            data["applicationName"] = value
        if (value := self.credentials) is not None or "credentials" in data:
            data["credentials"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        value: Any
        self.credentials = parse_username_password(value) if type(value := data.get("credentials")) is dict else value

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> CredentialRegistration:
        return parse_credential_registration(data)


_UntrackedCredentialRegistration = untracked_subclass(CredentialRegistration)


def parse_credential_registration(data: Any, deep: bool = False) -> CredentialRegistration:
    instance: CredentialRegistration = new_model(_UntrackedCredentialRegistration)
    instance._received = data
    instance._changed = None
    instance.application_name = data.get("applicationName")
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = CredentialRegistration
    return instance
