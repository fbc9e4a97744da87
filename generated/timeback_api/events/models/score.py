from __future__ import annotations

from typing import Any

from timeback_runtime.model import Model
from timeback_runtime.validators import NUMBER, OBJECT, TEXT, AnyOf, OneOf, json_field


class Score(Model):
    """Score of an answer.

    Attributes:
        id: IRI of the score.
        type_: Type of the entity.
        score_type: What was scored. For a question it is `QUESTION_RESULT`.
        score_given: The points of the answer.
        max_score: The most points that an answer can have.
        attempt: The attempt that was scored.
        scored_by: Who or what scored it.
        comment: Comment on the score.
        extensions: Additional key and value pairs. Their meaning is defined by the applications that use them.
    """

    id: str = json_field("id", TEXT)
    type_: str = json_field("type", OneOf("Score"), default="Score", required=True)
    score_type: str | None = json_field("scoreType", AnyOf(OneOf("QUESTION_RESULT"), TEXT), default=None)
    score_given: float | None = json_field("scoreGiven", NUMBER, default=None)
    max_score: float | None = json_field("maxScore", NUMBER, default=None)
    attempt: str | dict[str, Any] | None = json_field("attempt", AnyOf(TEXT, OBJECT), default=None)
    scored_by: str | dict[str, Any] | None = json_field("scoredBy", AnyOf(TEXT, OBJECT), default=None)
    comment: str | None = json_field("comment", TEXT, default=None)
    extensions: dict[str, Any] | None = json_field("extensions", OBJECT, default=None)


parse_score = Score._parse
