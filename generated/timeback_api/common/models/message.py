"""A message, for example that a request was completed or why a step was not."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, copy_payload, new_model, untracked_subclass
from timeback_runtime.validators import TEXT, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class Message(Model):
    """A message, for example that a request was completed or why a step was not.

    Attributes:
        message: The text, for people.
    """

    FIELDS = {"message": Field("message", TEXT, True)}

    message: str

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, Message)
        value: Any
        data = self._start_dict()
        if (value := self.message) is not None or "message" in data:
            data["message"] = value
        return self._finish_dict(data)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> Message:
        return parse_message(data)


_UntrackedMessage = untracked_subclass(Message)


def parse_message(data: Any) -> Message:
    instance: Message = new_model(_UntrackedMessage)
    instance._received = data
    instance._changed = None
    instance.message = data.get("message")
    instance.__class__ = Message
    return instance
