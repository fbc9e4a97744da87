"""Id of a person in another system."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, copy_payload, new_model, untracked_subclass
from timeback_runtime.validators import TEXT, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class UserId(Model):
    """Id of a person in another system.

    Attributes:
        type_: The system or the kind of id.
        identifier: The id in that system.
    """

    FIELDS = {"type_": Field("type", TEXT, True), "identifier": Field("identifier", TEXT, True)}

    type_: str
    identifier: str

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, UserId)
        value: Any
        data = self._start_dict()
        if (value := self.type_) is not None or "type" in data:
            data["type"] = value
        if (value := self.identifier) is not None or "identifier" in data:
            data["identifier"] = value
        return self._finish_dict(data)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> UserId:
        return parse_user_id(data)


_UntrackedUserId = untracked_subclass(UserId)


def parse_user_id(data: Any) -> UserId:
    instance: UserId = new_model(_UntrackedUserId)
    instance._received = data
    instance._changed = None
    instance.type_ = data.get("type")
    instance.identifier = data.get("identifier")
    instance.__class__ = UserId
    return instance
