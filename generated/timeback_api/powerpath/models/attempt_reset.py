"""Result of resetting an attempt."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, copy_payload, new_model, untracked_subclass
from timeback_runtime.validators import BOOLEAN, NUMBER, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class AttemptReset(Model):
    """Result of resetting an attempt.

    Attributes:
        success: Whether the attempt was reset.
        score: The score after that, usually 0.
    """

    FIELDS = {"success": Field("success", BOOLEAN, True), "score": Field("score", NUMBER, True)}

    success: bool
    score: float

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, AttemptReset)
        value: Any
        data = self._start_dict()
        if (value := self.success) is not None or "success" in data:
            data["success"] = value
        if (value := self.score) is not None or "score" in data:
            data["score"] = value
        return self._finish_dict(data)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> AttemptReset:
        return parse_attempt_reset(data)


_UntrackedAttemptReset = untracked_subclass(AttemptReset)


def parse_attempt_reset(data: Any) -> AttemptReset:
    instance: AttemptReset = new_model(_UntrackedAttemptReset)
    instance._received = data
    instance._changed = None
    instance.success = data.get("success")
    instance.score = data.get("score")
    instance.__class__ = AttemptReset
    return instance
