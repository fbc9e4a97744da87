"""How many questions the student has not seen in this attempt, by difficulty."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import NUMBER, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class RemainingQuestions(Model):
    """How many questions the student has not seen in this attempt, by difficulty.

    Attributes:
        easy: Easy questions left.
        medium: Medium questions left.
        hard: Hard questions left.
    """
    easy: float | None
    medium: float | None
    hard: float | None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, RemainingQuestions)
        v: Any
        d = self._begin()
        if (v := self.easy) is not None or "easy" in d:
            d["easy"] = v
        if (v := self.medium) is not None or "medium" in d:
            d["medium"] = v
        if (v := self.hard) is not None or "hard" in d:
            d["hard"] = v
        return self._finish(d)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> RemainingQuestions:
        return parse_remaining_questions(data)


def parse_remaining_questions(d: dict[str, Any]) -> RemainingQuestions:
    self: RemainingQuestions = new(_RemainingQuestions)
    self._raw = d
    self._changed = None
    self.easy = d.get("easy")
    self.medium = d.get("medium")
    self.hard = d.get("hard")
    self.__class__ = RemainingQuestions
    return self




_RemainingQuestions = seed(RemainingQuestions)
RemainingQuestions.FIELDS = {
    "easy": Field("easy", NUMBER, True),
    "medium": Field("medium", NUMBER, True),
    "hard": Field("hard", NUMBER, True),
}
