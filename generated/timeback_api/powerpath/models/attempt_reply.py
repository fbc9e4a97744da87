"""Reply that carries one attempt."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.powerpath.models.attempt import Attempt, parse_attempt
from timeback_runtime.model import Model, copy_payload, new_model, to_json, untracked_subclass
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class AttemptReply(Model):
    """Reply that carries one attempt.

    Attributes:
        attempt: One attempt of a student at a lesson.
    """

    FIELDS = {"attempt": Field("attempt", ModelOf(Attempt), True)}
    NESTED = {"attempt": ("attempt", Attempt)}

    attempt: Attempt

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, AttemptReply)
        value: Any
        data = self._start_dict()
        if (value := self.attempt) is not None or "attempt" in data:
            data["attempt"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        value: Any
        self.attempt = parse_attempt(value) if type(value := data.get("attempt")) is dict else value

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> AttemptReply:
        return parse_attempt_reply(data)


_UntrackedAttemptReply = untracked_subclass(AttemptReply)


def parse_attempt_reply(data: Any, deep: bool = False) -> AttemptReply:
    instance: AttemptReply = new_model(_UntrackedAttemptReply)
    instance._received = data
    instance._changed = None
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = AttemptReply
    return instance
