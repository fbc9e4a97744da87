from __future__ import annotations

from timeback_api.powerpath.models.question import Question
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import NUMBER, json_field


class NextQuestion(Model):
    """The question to show next.

    Attributes:
        score: Present score in the lesson, from 0 to 100.
        question: A question of a lesson and, if it was answered, the answer and its correctness.
    """

    score: float = json_field("score", NUMBER)
    question: Question = json_field("question", ModelOf(Question))


parse_next_question = NextQuestion._parse
