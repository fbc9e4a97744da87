from __future__ import annotations

from timeback_api.powerpath.models.question import Question
from timeback_api.powerpath.models.remaining_questions import RemainingQuestions
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import NUMBER, ListOf, OneOf, json_field


class PowerPath100Progress(Model):
    """Progress in a lesson of the type `powerpath-100`.

    Attributes:
        lesson_type: Type of the lesson.
        attempt: Number of the attempt, counted from 1.
        score: Score in the lesson, from 0 to 100. The lesson is complete at 100.
        accuracy: Share of correct answers in this attempt, in percent.
        correct_questions: Number of correct answers.
        total_questions: Number of questions.
        xp: Earned experience points. Null if the lesson gives none.
        multiplier: Factor applied to the experience points of the lesson for accuracy and attempt.
        seen_questions: Questions that the student has seen in this attempt.
        remaining_questions_per_difficulty: Number of questions that the student has not seen in this attempt, by
            difficulty.
    """

    lesson_type: str = json_field("lessonType", OneOf("powerpath-100"), default="powerpath-100", required=True)
    attempt: float = json_field("attempt", NUMBER)
    score: float = json_field("score", NUMBER)
    accuracy: float = json_field("accuracy", NUMBER)
    correct_questions: float = json_field("correctQuestions", NUMBER)
    total_questions: float = json_field("totalQuestions", NUMBER)
    xp: float | None = json_field("xp", NUMBER)
    multiplier: float | None = json_field("multiplier", NUMBER)
    seen_questions: list[Question] = json_field("seenQuestions", ListOf(ModelOf(Question)))
    remaining_questions_per_difficulty: RemainingQuestions = json_field(
        "remainingQuestionsPerDifficulty", ModelOf(RemainingQuestions)
    )


parse_power_path_100_progress = PowerPath100Progress._parse
