from __future__ import annotations

from timeback_api.common.models.difficulty import Difficulty
from timeback_api.common.models.grade import Grade
from timeback_api.common.models.learning_objective_set import LearningObjectiveSet
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import INTEGER, TEXT, AnyOf, Bounded, Choice, ListOf, json_field


class ItemMetadata(Model):
    """Subject, grade and similar properties of an item. Further properties can be added.

    Attributes:
        subject: School subject.
        grade: School grade, as a text or as a number.
        difficulty: Difficulty of a question. Adaptive lessons select questions by it.
        learning_objective_set: Learning objectives, grouped by the framework that they come from.
    """

    subject: str | None = json_field("subject", TEXT, default=None)
    grade: Grade | str | int | None = json_field("grade", AnyOf(Choice(Grade), Bounded(INTEGER, -1, 13)), default=None)
    difficulty: Difficulty | str | None = json_field("difficulty", Choice(Difficulty), default=None)
    learning_objective_set: list[LearningObjectiveSet] | None = json_field(
        "learningObjectiveSet", ListOf(ModelOf(LearningObjectiveSet)), default=None
    )


parse_item_metadata = ItemMetadata._parse
