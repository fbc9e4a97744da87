"""Credentials of a student at an outside provider."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, copy_payload, new_model, untracked_subclass
from timeback_runtime.validators import TEXT, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class ProviderCredentials(Model):
    """Credentials of a student at an outside provider.

    Attributes:
        email: E-mail address of the student at the provider.
        password: Password of the student at the provider.
    """

    FIELDS = {"email": Field("email", TEXT, True), "password": Field("password", TEXT, True)}

    email: str
    password: str

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, ProviderCredentials)
        value: Any
        data = self._start_dict()
        if (value := self.email) is not None or "email" in data:
            data["email"] = value
        if (value := self.password) is not None or "password" in data:
            data["password"] = value
        return self._finish_dict(data)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> ProviderCredentials:
        return parse_provider_credentials(data)


_UntrackedProviderCredentials = untracked_subclass(ProviderCredentials)


def parse_provider_credentials(data: Any) -> ProviderCredentials:
    instance: ProviderCredentials = new_model(_UntrackedProviderCredentials)
    instance._received = data
    instance._changed = None
    instance.email = data.get("email")
    instance.password = data.get("password")
    instance.__class__ = ProviderCredentials
    return instance
