"""The score for one learning objective."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, copy_payload, new_model, untracked_subclass
from timeback_runtime.validators import NUMBER, TEXT, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class LearningObjectiveResult(Model):
    """The score for one learning objective.

    Attributes:
        learning_objective_id: Id of the learning objective.
        score: The score as a number.
        text_score: The score as text.
    """

    FIELDS = {
        "learning_objective_id": Field("learningObjectiveId", TEXT, True),
        "score": Field("score", NUMBER),
        "text_score": Field("textScore", TEXT),
    }

    learning_objective_id: str
    score: float | None = None
    text_score: str | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, LearningObjectiveResult)
        value: Any
        data = self._start_dict()
        if (value := self.learning_objective_id) is not None or "learningObjectiveId" in data:
            data["learningObjectiveId"] = value
        if (value := self.score) is not None or "score" in data:
            data["score"] = value
        if (value := self.text_score) is not None or "textScore" in data:
            data["textScore"] = value
        return self._finish_dict(data)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> LearningObjectiveResult:
        return parse_learning_objective_result(data)


_UntrackedLearningObjectiveResult = untracked_subclass(LearningObjectiveResult)


def parse_learning_objective_result(data: Any) -> LearningObjectiveResult:
    instance: LearningObjectiveResult = new_model(_UntrackedLearningObjectiveResult)
    instance._received = data
    instance._changed = None
    instance.learning_objective_id = data.get("learningObjectiveId")
    instance.score = data.get("score")
    instance.text_score = data.get("textScore")
    instance.__class__ = LearningObjectiveResult
    return instance
