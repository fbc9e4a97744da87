from __future__ import annotations

from timeback_runtime.model import Model
from timeback_runtime.validators import TEXT, AnyOf, ListOf, OneOf, json_field


class LearningObjectiveSet(Model):
    """Learning objectives whose ids are from one source.

    Attributes:
        source: Source of the ids of learning objectives: `case` for the 1EdTech standard of that name, `unknown`, or a
            name defined by the server. The standard writes such a name as a path, for example `/local`.
        learning_objective_ids: Ids of the learning objectives.
    """

    source: str = json_field("source", AnyOf(OneOf("case", "unknown"), TEXT))
    learning_objective_ids: list[str] = json_field("learningObjectiveIds", ListOf(TEXT))


parse_learning_objective_set = LearningObjectiveSet._parse
