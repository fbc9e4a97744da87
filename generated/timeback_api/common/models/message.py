"""Says something in words, such as that a request was carried out or why a step was not."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import TEXT, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class Message(Model):
    """Says something in words, such as that a request was carried out or why a step was not.

    Attributes:
        message: The text, for people.
    """
    message: str | None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, Message)
        v: Any
        d = self._begin()
        if (v := self.message) is not None or "message" in d:
            d["message"] = v
        return self._finish(d)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> Message:
        return parse_message(data)


def parse_message(d: dict[str, Any]) -> Message:
    self: Message = new(_Message)
    self._raw = d
    self._changed = None
    self.message = d.get("message")
    self.__class__ = Message
    return self




_Message = seed(Message)
Message.FIELDS = {
    "message": Field("message", TEXT, True),
}
