"""Wrapper of one user, used in requests and replies."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.common.models.user import User, parse_user
from timeback_runtime.model import Model, copy_payload, new_model, to_json, untracked_subclass
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class SingleUser(Model):
    """Wrapper of one user, used in requests and replies.

    Attributes:
        user: A person with an account, such as a student, a teacher or a guardian. Almost all of it is personal data,
            often of children.
    """

    FIELDS = {"user": Field("user", ModelOf(User), True)}
    NESTED = {"user": ("user", User)}

    user: User

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, SingleUser)
        value: Any
        data = self._start_dict()
        if (value := self.user) is not None or "user" in data:
            data["user"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        value: Any
        self.user = parse_user(value, True) if type(value := data.get("user")) is dict else value

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> SingleUser:
        return parse_single_user(data)


_UntrackedSingleUser = untracked_subclass(SingleUser)


def parse_single_user(data: Any, deep: bool = False) -> SingleUser:
    instance: SingleUser = new_model(_UntrackedSingleUser)
    instance._received = data
    instance._changed = None
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = SingleUser
    return instance
