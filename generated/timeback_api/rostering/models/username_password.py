"""A name and a password to sign in with."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import TEXT, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class UsernamePassword(Model):
    """A name and a password to sign in with.

    Attributes:
        username: Name to sign in with.
        password: Password in the clear.
    """
    username: str | None
    password: str | None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, UsernamePassword)
        v: Any
        d = self._begin()
        if (v := self.username) is not None or "username" in d:
            d["username"] = v
        if (v := self.password) is not None or "password" in d:
            d["password"] = v
        return self._finish(d)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> UsernamePassword:
        return parse_username_password(data)


def parse_username_password(d: dict[str, Any]) -> UsernamePassword:
    self: UsernamePassword = new(_UsernamePassword)
    self._raw = d
    self._changed = None
    self.username = d.get("username")
    self.password = d.get("password")
    self.__class__ = UsernamePassword
    return self




_UsernamePassword = seed(UsernamePassword)
UsernamePassword.FIELDS = {
    "username": Field("username", TEXT, True),
    "password": Field("password", TEXT, True),
}
