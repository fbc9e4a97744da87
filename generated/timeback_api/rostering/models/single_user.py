"""Wrapper of one user, for sending and receiving."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api._core.checks import Field, One
from timeback_api._core.model import Model, new


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class SingleUser(Model):
    """Wrapper of one user, for sending and receiving.

    Attributes:
        user: A person with an account, such as a student, a teacher or a guardian. Nearly all of it is personal data,
            much of it of children.
    """
    user: User | None

    def to_dict(self) -> dict[str, Any]:
        v: Any
        d = came.copy() if type(came := self._raw) is dict else self._begin()
        if (v := self.user) is not None or "user" in d:
            d["user"] = v.to_dict() if isinstance(v, Model) else v
        return d if type(came) is dict else self._finish(d)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> SingleUser:
        return parse_single_user(data)


def parse_single_user(d: dict[str, Any]) -> SingleUser:
    self: SingleUser = new(SingleUser)
    self._raw = d  # type: ignore[misc]  # a slot of the base class
    self.user = parse_user(v) if type(v := d.get("user")) is dict else v
    return self


from timeback_api.rostering.models.user import User, parse_user  # noqa: E402

SingleUser.FIELDS = {
    "user": Field("user", One(User), True),
}
