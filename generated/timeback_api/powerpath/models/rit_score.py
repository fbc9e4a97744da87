"""A RIT score and the matching grade."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, copy_payload, new_model, untracked_subclass
from timeback_runtime.validators import INTEGER, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class RitScore(Model):
    """A RIT score and the matching grade.

    Attributes:
        score: The score on the RIT scale.
        grade: Grade that matches the score.
    """

    FIELDS = {"score": Field("score", INTEGER, True), "grade": Field("grade", INTEGER, True)}

    score: int
    grade: int

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, RitScore)
        value: Any
        data = self._start_dict()
        if (value := self.score) is not None or "score" in data:
            data["score"] = value
        if (value := self.grade) is not None or "grade" in data:
            data["grade"] = value
        return self._finish_dict(data)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> RitScore:
        return parse_rit_score(data)


_UntrackedRitScore = untracked_subclass(RitScore)


def parse_rit_score(data: Any) -> RitScore:
    instance: RitScore = new_model(_UntrackedRitScore)
    instance._received = data
    instance._changed = None
    instance.score = data.get("score")
    instance.grade = data.get("grade")
    instance.__class__ = RitScore
    return instance
