"""With what a person signs in to an application."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import TEXT, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class Credential(Model):
    """With what a person signs in to an application.

    Attributes:
        type_: What kind of credentials it is.
        username: Name to sign in with.
        id: Id of the credentials on the platform.
        password: Password to sign in with, as a rule encrypted or left out.
    """
    type_: str | None
    username: str | None
    id: str | None = None
    password: str | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, Credential)
        v: Any
        d = self._begin()
        if (v := self.id) is not None or "id" in d:
            d["id"] = v
        if (v := self.type_) is not None or "type" in d:
            d["type"] = v
        if (v := self.username) is not None or "username" in d:
            d["username"] = v
        if (v := self.password) is not None or "password" in d:
            d["password"] = v
        return self._finish(d)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> Credential:
        return parse_credential(data)


def parse_credential(d: dict[str, Any]) -> Credential:
    self: Credential = new(_Credential)
    self._raw = d
    self._changed = None
    self.id = d.get("id")
    self.type_ = d.get("type")
    self.username = d.get("username")
    self.password = d.get("password")
    self.__class__ = Credential
    return self




_Credential = seed(Credential)
Credential.FIELDS = {
    "id": Field("id", TEXT),
    "type_": Field("type", TEXT, True),
    "username": Field("username", TEXT, True),
    "password": Field("password", TEXT),
}
