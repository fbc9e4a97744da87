"""A RIT score and the grade that it stands for."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api._core.checks import WHOLE, Field
from timeback_api._core.model import Model, new


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
        v: Any
        d = came.copy() if type(came := self._raw) is dict else self._begin()
        if (v := self.score) is not None or "score" in d:
            d["score"] = v
        if (v := self.grade) is not None or "grade" in d:
            d["grade"] = v
        return d if type(came) is dict else self._finish(d)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> RitScore:
        return parse_rit_score(data)


def parse_rit_score(d: dict[str, Any]) -> RitScore:
    self: RitScore = new(RitScore)
    self._raw = d  # type: ignore[misc]  # a slot of the base class
    self.score = d.get("score")
    self.grade = d.get("grade")
    return self




RitScore.FIELDS = {
    "score": Field("score", WHOLE, True),
    "grade": Field("grade", WHOLE, True),
}
