"""Number of questions that the student has not seen in this attempt, by difficulty."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, copy_payload, new_model, untracked_subclass
from timeback_runtime.validators import NUMBER, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class RemainingQuestions(Model):
    """Number of questions that the student has not seen in this attempt, by difficulty.

    Attributes:
        easy: Easy questions left.
        medium: Medium questions left.
        hard: Hard questions left.
    """

    FIELDS = {
        "easy": Field("easy", NUMBER, True),
        "medium": Field("medium", NUMBER, True),
        "hard": Field("hard", NUMBER, True),
    }

    easy: float
    medium: float
    hard: float

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, RemainingQuestions)
        value: Any
        data = self._start_dict()
        if (value := self.easy) is not None or "easy" in data:
            data["easy"] = value
        if (value := self.medium) is not None or "medium" in data:
            data["medium"] = value
        if (value := self.hard) is not None or "hard" in data:
            data["hard"] = value
        return self._finish_dict(data)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> RemainingQuestions:
        return parse_remaining_questions(data)


_UntrackedRemainingQuestions = untracked_subclass(RemainingQuestions)


def parse_remaining_questions(data: Any) -> RemainingQuestions:
    instance: RemainingQuestions = new_model(_UntrackedRemainingQuestions)
    instance._received = data
    instance._changed = None
    instance.easy = data.get("easy")
    instance.medium = data.get("medium")
    instance.hard = data.get("hard")
    instance.__class__ = RemainingQuestions
    return instance
