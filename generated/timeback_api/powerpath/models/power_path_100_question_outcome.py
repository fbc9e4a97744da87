from __future__ import annotations

from typing import Any

from timeback_api.powerpath.models.response_result import ResponseResult
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import NUMBER, OBJECT, OneOf, json_field


class PowerPath100QuestionOutcome(Model):
    """The correctness of an answer in a lesson of the type `powerpath-100`, and the state of the lesson after it.

    Attributes:
        lesson_type: Type of the lesson.
        powerpath_score: Score in the lesson after this answer, from 0 to 100. The lesson is complete at 100.
        response_result: Whether an answer was right.
        accuracy: Share of correct answers in this attempt, in percent.
        correct_questions: Number of correct answers.
        total_questions: Number of questions.
        xp: Earned experience points. Null if the lesson gives none.
        multiplier: Factor applied to the experience points of the lesson for accuracy and attempt.
        question_result: The result of the question as stored. Its schema is not published.
        test_result: The result of the lesson as stored. Its schema is not published.
    """

    lesson_type: str = json_field("lessonType", OneOf("powerpath-100"), default="powerpath-100", required=True)
    powerpath_score: float = json_field("powerpathScore", NUMBER)
    response_result: ResponseResult = json_field("responseResult", ModelOf(ResponseResult))
    accuracy: float = json_field("accuracy", NUMBER)
    correct_questions: float = json_field("correctQuestions", NUMBER)
    total_questions: float = json_field("totalQuestions", NUMBER)
    xp: float | None = json_field("xp", NUMBER)
    multiplier: float | None = json_field("multiplier", NUMBER)
    question_result: dict[str, Any] | None = json_field("questionResult", OBJECT, default=None)
    test_result: dict[str, Any] | None = json_field("testResult", OBJECT, default=None)


parse_power_path_100_question_outcome = PowerPath100QuestionOutcome._parse
