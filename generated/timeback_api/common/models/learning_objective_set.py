"""Learning objectives whose ids are from one source."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import TEXT, Either, Field, Many, Text


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class LearningObjectiveSet(Model):
    """Learning objectives whose ids are from one source.

    Attributes:
        source: Where ids of learning objectives are from: `case` for the 1EdTech standard of that name, `unknown`, or
            a name of the server's own, which the standard writes as a path such as `/local`.
        learning_objective_ids: Ids of the learning objectives.
    """
    source: str | None
    learning_objective_ids: list[str] | None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, LearningObjectiveSet)
        v: Any
        d = self._begin()
        if (v := self.source) is not None or "source" in d:
            d["source"] = v
        if (v := self.learning_objective_ids) is not None or "learningObjectiveIds" in d:
            d["learningObjectiveIds"] = v
        return self._finish(d)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> LearningObjectiveSet:
        return parse_learning_objective_set(data)


def parse_learning_objective_set(d: dict[str, Any]) -> LearningObjectiveSet:
    self: LearningObjectiveSet = new(_LearningObjectiveSet)
    self._raw = d
    self._changed = None
    self.source = d.get("source")
    self.learning_objective_ids = d.get("learningObjectiveIds")
    self.__class__ = LearningObjectiveSet
    return self




_LearningObjectiveSet = seed(LearningObjectiveSet)
LearningObjectiveSet.FIELDS = {
    "source": Field("source", Either(Text(0, "^(?:case|unknown)$"), TEXT), True),
    "learning_objective_ids": Field("learningObjectiveIds", Many(TEXT), True),
}
