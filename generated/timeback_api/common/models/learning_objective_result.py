from __future__ import annotations

from timeback_runtime.model import Model
from timeback_runtime.validators import NUMBER, TEXT, json_field


class LearningObjectiveResult(Model):
    """The score for one learning objective.

    Attributes:
        learning_objective_id: Id of the learning objective.
        score: The score as a number.
        text_score: The score as text.
    """

    learning_objective_id: str = json_field("learningObjectiveId", TEXT)
    score: float | None = json_field("score", NUMBER, default=None)
    text_score: str | None = json_field("textScore", TEXT, default=None)


parse_learning_objective_result = LearningObjectiveResult._parse
