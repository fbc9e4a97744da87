"""Wrapper of one user, for sending and receiving."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import Field, One


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class SingleUser(Model):
    """Wrapper of one user, for sending and receiving.

    Attributes:
        user: A person with an account, such as a student, a teacher or a guardian. Nearly all of it is personal data,
            much of it of children.
    """
    user: User | None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, SingleUser)
        v: Any
        d = self._begin()
        if (v := self.user) is not None or "user" in d:
            d["user"] = v.to_dict() if isinstance(v, Model) else v
        return self._finish(d)

    def _read_inside(self, d: dict[str, Any]) -> None:
        v: Any
        self.user = parse_user(v, True) if type(v := d.get("user")) is dict else v

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> SingleUser:
        return parse_single_user(data)


def parse_single_user(d: dict[str, Any], whole: bool = False) -> SingleUser:
    self: SingleUser = new(_SingleUser)
    self._raw = d
    self._changed = None
    if whole:
        self._read_inside(d)
        self._changed = set()
    self.__class__ = SingleUser
    return self


from timeback_api.rostering.models.user import User, parse_user  # noqa: E402

_SingleUser = seed(SingleUser)
SingleUser.FIELDS = {
    "user": Field("user", One(User), True),
}
SingleUser.INSIDE = {
    "user": ("user", User),
}
