"""A name and a password to sign in with."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, copy_payload, new_model, untracked_subclass
from timeback_runtime.validators import TEXT, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class UsernamePassword(Model):
    """A name and a password to sign in with.

    Attributes:
        username: Name to sign in with.
        password: Password in the clear.
    """

    FIELDS = {"username": Field("username", TEXT, True), "password": Field("password", TEXT, True)}

    username: str
    password: str

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, UsernamePassword)
        value: Any
        data = self._start_dict()
        if (value := self.username) is not None or "username" in data:
            data["username"] = value
        if (value := self.password) is not None or "password" in data:
            data["password"] = value
        return self._finish_dict(data)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> UsernamePassword:
        return parse_username_password(data)


_UntrackedUsernamePassword = untracked_subclass(UsernamePassword)


def parse_username_password(data: Any) -> UsernamePassword:
    instance: UsernamePassword = new_model(_UntrackedUsernamePassword)
    instance._received = data
    instance._changed = None
    instance.username = data.get("username")
    instance.password = data.get("password")
    instance.__class__ = UsernamePassword
    return instance
