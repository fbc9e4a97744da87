"""Learning objectives whose ids are from one source."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, copy_payload, new_model, to_json, untracked_subclass
from timeback_runtime.validators import TEXT, AnyOf, Field, ListOf, OneOf


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class LearningObjectiveSet(Model):
    """Learning objectives whose ids are from one source.

    Attributes:
        source: Source of the ids of learning objectives: `case` for the 1EdTech standard of that name, `unknown`, or a
            name defined by the server. The standard writes such a name as a path, for example `/local`.
        learning_objective_ids: Ids of the learning objectives.
    """

    FIELDS = {
        "source": Field("source", AnyOf(OneOf("case", "unknown"), TEXT), True),
        "learning_objective_ids": Field("learningObjectiveIds", ListOf(TEXT), True),
    }

    source: str
    learning_objective_ids: list[str]

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, LearningObjectiveSet)
        value: Any
        data = self._start_dict()
        if (value := self.source) is not None or "source" in data:
            data["source"] = value
        if (value := self.learning_objective_ids) is not None or "learningObjectiveIds" in data:
            data["learningObjectiveIds"] = value if value is data.get("learningObjectiveIds") else to_json(value)
        return self._finish_dict(data)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> LearningObjectiveSet:
        return parse_learning_objective_set(data)


_UntrackedLearningObjectiveSet = untracked_subclass(LearningObjectiveSet)


def parse_learning_objective_set(data: Any) -> LearningObjectiveSet:
    instance: LearningObjectiveSet = new_model(_UntrackedLearningObjectiveSet)
    instance._received = data
    instance._changed = None
    instance.source = data.get("source")
    instance.learning_objective_ids = data.get("learningObjectiveIds")
    instance.__class__ = LearningObjectiveSet
    return instance
