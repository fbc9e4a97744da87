"""What a student signs in with at an outside provider."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import TEXT, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class ProviderCredentials(Model):
    """What a student signs in with at an outside provider.

    Attributes:
        email: E-mail address of the student at the provider.
        password: Password of the student at the provider.
    """
    email: str | None
    password: str | None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, ProviderCredentials)
        v: Any
        d = self._begin()
        if (v := self.email) is not None or "email" in d:
            d["email"] = v
        if (v := self.password) is not None or "password" in d:
            d["password"] = v
        return self._finish(d)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> ProviderCredentials:
        return parse_provider_credentials(data)


def parse_provider_credentials(d: dict[str, Any]) -> ProviderCredentials:
    self: ProviderCredentials = new(_ProviderCredentials)
    self._raw = d
    self._changed = None
    self.email = d.get("email")
    self.password = d.get("password")
    self.__class__ = ProviderCredentials
    return self




_ProviderCredentials = seed(ProviderCredentials)
ProviderCredentials.FIELDS = {
    "email": Field("email", TEXT, True),
    "password": Field("password", TEXT, True),
}
