"""Scores for learning objectives whose ids are from one source."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.common.models.learning_objective_result import (
    LearningObjectiveResult,
    parse_learning_objective_result,
)
from timeback_runtime.model import Model, copy_payload, list_to_dicts, new_model, parse_list, untracked_subclass
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import TEXT, AnyOf, Field, ListOf, OneOf


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class LearningObjectiveScoreSet(Model):
    """Scores for learning objectives whose ids are from one source.

    Attributes:
        source: Source of the ids of learning objectives: `case` for the 1EdTech standard of that name, `unknown`, or a
            name defined by the server. The standard writes such a name as a path, for example `/local`.
        learning_objective_results: One score for each learning objective.
    """

    FIELDS = {
        "source": Field("source", AnyOf(OneOf("case", "unknown"), TEXT), True),
        "learning_objective_results": Field("learningObjectiveResults", ListOf(ModelOf(LearningObjectiveResult)), True),
    }
    NESTED = {"learning_objective_results": ("learningObjectiveResults", LearningObjectiveResult)}

    source: str
    learning_objective_results: list[LearningObjectiveResult]

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, LearningObjectiveScoreSet)
        value: Any
        data = self._start_dict()
        if (value := self.source) is not None or "source" in data:
            data["source"] = value
        if (value := self.learning_objective_results) is not None or "learningObjectiveResults" in data:
            data["learningObjectiveResults"] = list_to_dicts(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        self.learning_objective_results = parse_list(
            data.get("learningObjectiveResults"), parse_learning_objective_result
        )

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> LearningObjectiveScoreSet:
        return parse_learning_objective_score_set(data)


_UntrackedLearningObjectiveScoreSet = untracked_subclass(LearningObjectiveScoreSet)


def parse_learning_objective_score_set(data: Any, deep: bool = False) -> LearningObjectiveScoreSet:
    instance: LearningObjectiveScoreSet = new_model(_UntrackedLearningObjectiveScoreSet)
    instance._received = data
    instance._changed = None
    instance.source = data.get("source")
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = LearningObjectiveScoreSet
    return instance
