"""Subject, grade and similar properties of an item."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.common.models.difficulty import Difficulty, as_difficulty
from timeback_api.common.models.grade import Grade, as_grade
from timeback_api.common.models.learning_objective_set import LearningObjectiveSet, parse_learning_objective_set
from timeback_runtime.model import (
    Model,
    copy_payload,
    enum_to_json,
    list_to_dicts,
    new_model,
    parse_list,
    untracked_subclass,
)
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import INTEGER, TEXT, AnyOf, Bounded, Choice, Field, ListOf


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class ItemMetadata(Model):
    """Subject, grade and similar properties of an item. Further properties can be added.

    Attributes:
        subject: School subject.
        grade: School grade, as a text or as a number.
        difficulty: Difficulty of a question. Adaptive lessons select questions by it.
        learning_objective_set: Learning objectives, grouped by the framework that they come from.
    """

    FIELDS = {
        "subject": Field("subject", TEXT),
        "grade": Field("grade", AnyOf(Choice(Grade), Bounded(INTEGER, -1, 13))),
        "difficulty": Field("difficulty", Choice(Difficulty)),
        "learning_objective_set": Field("learningObjectiveSet", ListOf(ModelOf(LearningObjectiveSet))),
    }
    NESTED = {"learning_objective_set": ("learningObjectiveSet", LearningObjectiveSet)}

    subject: str | None = None
    grade: Grade | str | int | None = None
    difficulty: Difficulty | str | None = None
    learning_objective_set: list[LearningObjectiveSet] | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, ItemMetadata)
        value: Any
        data = self._start_dict()
        if (value := self.subject) is not None or "subject" in data:
            data["subject"] = value
        if (value := self.grade) is not None or "grade" in data:
            data["grade"] = value if type(value) is str else enum_to_json(value)
        if (value := self.difficulty) is not None or "difficulty" in data:
            data["difficulty"] = value if type(value) is str else enum_to_json(value)
        if (value := self.learning_objective_set) is not None or "learningObjectiveSet" in data:
            data["learningObjectiveSet"] = list_to_dicts(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        self.learning_objective_set = parse_list(data.get("learningObjectiveSet"), parse_learning_objective_set)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> ItemMetadata:
        return parse_item_metadata(data)


_UntrackedItemMetadata = untracked_subclass(ItemMetadata)


def parse_item_metadata(data: Any, deep: bool = False) -> ItemMetadata:
    instance: ItemMetadata = new_model(_UntrackedItemMetadata)
    instance._received = data
    instance._changed = None
    instance.subject = data.get("subject")
    instance.grade = as_grade(value, value) if type(value := data.get("grade")) is str else value
    instance.difficulty = as_difficulty(value, value) if type(value := data.get("difficulty")) is str else value
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = ItemMetadata
    return instance
