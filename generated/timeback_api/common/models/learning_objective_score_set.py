"""Scores for learning objectives whose ids are from one source."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import TEXT, Either, Field, Many, One, Text


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class LearningObjectiveScoreSet(Model):
    """Scores for learning objectives whose ids are from one source.

    Attributes:
        source: Where ids of learning objectives are from: `case` for the 1EdTech standard of that name, `unknown`, or
            a name of the server's own, which the standard writes as a path such as `/local`.
        learning_objective_results: One score for each learning objective.
    """
    source: str | None
    learning_objective_results: list[LearningObjectiveResult] | None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, LearningObjectiveScoreSet)
        v: Any
        d = self._begin()
        if (v := self.source) is not None or "source" in d:
            d["source"] = v
        if (v := self.learning_objective_results) is not None or "learningObjectiveResults" in d:
            d["learningObjectiveResults"] = [i.to_dict() if isinstance(i, Model) else i for i in v] if isinstance(v, (list, tuple)) else v
        return self._finish(d)

    def _read_inside(self, d: dict[str, Any]) -> None:
        v: Any
        self.learning_objective_results = ([parse_learning_objective_result(i) if type(i) is dict else i for i in v] if v else v) if type(v := d.get("learningObjectiveResults")) is list else v

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> LearningObjectiveScoreSet:
        return parse_learning_objective_score_set(data)


def parse_learning_objective_score_set(d: dict[str, Any], whole: bool = False) -> LearningObjectiveScoreSet:
    self: LearningObjectiveScoreSet = new(_LearningObjectiveScoreSet)
    self._raw = d
    self._changed = None
    self.source = d.get("source")
    if whole:
        self._read_inside(d)
        self._changed = set()
    self.__class__ = LearningObjectiveScoreSet
    return self


from timeback_api.common.models.learning_objective_result import (
    LearningObjectiveResult, parse_learning_objective_result,
)  # noqa: E402

_LearningObjectiveScoreSet = seed(LearningObjectiveScoreSet)
LearningObjectiveScoreSet.FIELDS = {
    "source": Field("source", Either(Text(0, "^(?:case|unknown)$"), TEXT), True),
    "learning_objective_results": Field("learningObjectiveResults", Many(One(LearningObjectiveResult)), True),
}
LearningObjectiveScoreSet.INSIDE = {
    "learning_objective_results": ("learningObjectiveResults", LearningObjectiveResult),
}
