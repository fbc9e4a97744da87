from __future__ import annotations

from timeback_runtime.model import Model
from timeback_runtime.validators import NUMBER, TEXT, MapOf, json_field


class QuestionResult(Model):
    """Correctness of the answer to a question.

    Attributes:
        score: Score of the answer, from 0 to 1.
        feedback: Feedback for the student.
        outcomes: Values of the QTI outcome variables, keyed by their identifiers.
    """

    score: float = json_field("score", NUMBER)
    feedback: str = json_field("feedback", TEXT)
    outcomes: dict[str, str] | None = json_field("outcomes", MapOf(TEXT), default=None)


parse_question_result = QuestionResult._parse
