"""The score for one learning objective."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import NUMBER, TEXT, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class LearningObjectiveResult(Model):
    """The score for one learning objective.

    Attributes:
        learning_objective_id: Id of the learning objective.
        score: The score as a number.
        text_score: The score as text.
    """
    learning_objective_id: str | None
    score: float | None = None
    text_score: str | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, LearningObjectiveResult)
        v: Any
        d = self._begin()
        if (v := self.learning_objective_id) is not None or "learningObjectiveId" in d:
            d["learningObjectiveId"] = v
        if (v := self.score) is not None or "score" in d:
            d["score"] = v
        if (v := self.text_score) is not None or "textScore" in d:
            d["textScore"] = v
        return self._finish(d)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> LearningObjectiveResult:
        return parse_learning_objective_result(data)


def parse_learning_objective_result(d: dict[str, Any]) -> LearningObjectiveResult:
    self: LearningObjectiveResult = new(_LearningObjectiveResult)
    self._raw = d
    self._changed = None
    self.learning_objective_id = d.get("learningObjectiveId")
    self.score = d.get("score")
    self.text_score = d.get("textScore")
    self.__class__ = LearningObjectiveResult
    return self




_LearningObjectiveResult = seed(LearningObjectiveResult)
LearningObjectiveResult.FIELDS = {
    "learning_objective_id": Field("learningObjectiveId", TEXT, True),
    "score": Field("score", NUMBER),
    "text_score": Field("textScore", TEXT),
}
