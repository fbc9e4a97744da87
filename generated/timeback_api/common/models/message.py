"""Says something in words, such as that a request was carried out or why a step was not."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api._core.checks import TEXT, Field
from timeback_api._core.model import Model, new


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class Message(Model):
    """Says something in words, such as that a request was carried out or why a step was not.

    Attributes:
        message: The text, for people.
    """
    message: str | None

    def to_dict(self) -> dict[str, Any]:
        v: Any
        d = came.copy() if type(came := self._raw) is dict else self._begin()
        if (v := self.message) is not None or "message" in d:
            d["message"] = v
        return d if type(came) is dict else self._finish(d)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> Message:
        return parse_message(data)


def parse_message(d: dict[str, Any]) -> Message:
    self: Message = new(Message)
    self._raw = d  # type: ignore[misc]  # a slot of the base class
    self.message = d.get("message")
    return self




Message.FIELDS = {
    "message": Field("message", TEXT, True),
}
