"""A RIT score and the grade that it stands for."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import WHOLE, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class RitScore(Model):
    """A RIT score and the grade that it stands for.

    Attributes:
        score: The score on the RIT scale.
        grade: Grade that the score stands for.
    """
    score: int | None
    grade: int | None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, RitScore)
        v: Any
        d = self._begin()
        if (v := self.score) is not None or "score" in d:
            d["score"] = v
        if (v := self.grade) is not None or "grade" in d:
            d["grade"] = v
        return self._finish(d)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> RitScore:
        return parse_rit_score(data)


def parse_rit_score(d: dict[str, Any]) -> RitScore:
    self: RitScore = new(_RitScore)
    self._raw = d
    self._changed = None
    self.score = d.get("score")
    self.grade = d.get("grade")
    self.__class__ = RitScore
    return self




_RitScore = seed(RitScore)
RitScore.FIELDS = {
    "score": Field("score", WHOLE, True),
    "grade": Field("grade", WHOLE, True),
}
