"""Credentials of a person for an application."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, copy_payload, new_model, untracked_subclass
from timeback_runtime.validators import TEXT, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class Credential(Model):
    """Credentials of a person for an application.

    Attributes:
        type_: Type of the credentials.
        username: Name to sign in with.
        id: Id of the credentials on the platform. An extension of the platform: another provider may not know it.
        password: Password of the credentials, usually encrypted or omitted.
    """

    FIELDS = {
        "id": Field("id", TEXT),
        "type_": Field("type", TEXT, True),
        "username": Field("username", TEXT, True),
        "password": Field("password", TEXT),
    }

    type_: str
    username: str
    id: str | None = None
    password: str | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, Credential)
        value: Any
        data = self._start_dict()
        if (value := self.id) is not None or "id" in data:
            data["id"] = value
        if (value := self.type_) is not None or "type" in data:
            data["type"] = value
        if (value := self.username) is not None or "username" in data:
            data["username"] = value
        if (value := self.password) is not None or "password" in data:
            data["password"] = value
        return self._finish_dict(data)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> Credential:
        return parse_credential(data)


_UntrackedCredential = untracked_subclass(Credential)


def parse_credential(data: Any) -> Credential:
    instance: Credential = new_model(_UntrackedCredential)
    instance._received = data
    instance._changed = None
    instance.id = data.get("id")
    instance.type_ = data.get("type")
    instance.username = data.get("username")
    instance.password = data.get("password")
    instance.__class__ = Credential
    return instance
