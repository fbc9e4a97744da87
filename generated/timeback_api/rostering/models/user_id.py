"""Id of a person in another system."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import TEXT, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class UserId(Model):
    """Id of a person in another system.

    Attributes:
        type_: The system or the kind of id.
        identifier: The id in that system.
    """
    type_: str | None
    identifier: str | None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, UserId)
        v: Any
        d = self._begin()
        if (v := self.type_) is not None or "type" in d:
            d["type"] = v
        if (v := self.identifier) is not None or "identifier" in d:
            d["identifier"] = v
        return self._finish(d)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> UserId:
        return parse_user_id(data)


def parse_user_id(d: dict[str, Any]) -> UserId:
    self: UserId = new(_UserId)
    self._raw = d
    self._changed = None
    self.type_ = d.get("type")
    self.identifier = d.get("identifier")
    self.__class__ = UserId
    return self




_UserId = seed(UserId)
UserId.FIELDS = {
    "type_": Field("type", TEXT, True),
    "identifier": Field("identifier", TEXT, True),
}
