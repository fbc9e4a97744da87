from __future__ import annotations

from timeback_api.common.models.learning_objective_result import LearningObjectiveResult
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import TEXT, AnyOf, ListOf, OneOf, json_field


class LearningObjectiveScoreSet(Model):
    """Scores for learning objectives whose ids are from one source.

    Attributes:
        source: Source of the ids of learning objectives: `case` for the 1EdTech standard of that name, `unknown`, or a
            name defined by the server. The standard writes such a name as a path, for example `/local`.
        learning_objective_results: One score for each learning objective.
    """

    source: str = json_field("source", AnyOf(OneOf("case", "unknown"), TEXT))
    learning_objective_results: list[LearningObjectiveResult] = json_field(
        "learningObjectiveResults", ListOf(ModelOf(LearningObjectiveResult))
    )


parse_learning_objective_score_set = LearningObjectiveScoreSet._parse
