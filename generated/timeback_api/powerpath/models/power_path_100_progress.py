"""Progress in a lesson of the type `powerpath-100`."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.powerpath.models.question import Question, parse_question
from timeback_api.powerpath.models.remaining_questions import RemainingQuestions, parse_remaining_questions
from timeback_runtime.model import (
    Model,
    copy_payload,
    list_to_dicts,
    new_model,
    parse_list_deep,
    to_json,
    untracked_subclass,
)
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import NUMBER, Field, ListOf, OneOf


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class PowerPath100Progress(Model):
    """Progress in a lesson of the type `powerpath-100`.

    Attributes:
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
        lesson_type: Type of the lesson.
    """

    FIELDS = {
        "lesson_type": Field("lessonType", OneOf("powerpath-100"), True),
        "attempt": Field("attempt", NUMBER, True),
        "score": Field("score", NUMBER, True),
        "accuracy": Field("accuracy", NUMBER, True),
        "correct_questions": Field("correctQuestions", NUMBER, True),
        "total_questions": Field("totalQuestions", NUMBER, True),
        "xp": Field("xp", NUMBER, True),
        "multiplier": Field("multiplier", NUMBER, True),
        "seen_questions": Field("seenQuestions", ListOf(ModelOf(Question)), True),
        "remaining_questions_per_difficulty": Field(
            "remainingQuestionsPerDifficulty", ModelOf(RemainingQuestions), True
        ),
    }
    NESTED = {
        "seen_questions": ("seenQuestions", Question),
        "remaining_questions_per_difficulty": ("remainingQuestionsPerDifficulty", RemainingQuestions),
    }

    attempt: float
    score: float
    accuracy: float
    correct_questions: float
    total_questions: float
    xp: float | None
    multiplier: float | None
    seen_questions: list[Question]
    remaining_questions_per_difficulty: RemainingQuestions
    lesson_type: str = "powerpath-100"

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, PowerPath100Progress)
        value: Any
        data = self._start_dict()
        if (value := self.lesson_type) is not None or "lessonType" in data:
            data["lessonType"] = value
        if (value := self.attempt) is not None or "attempt" in data:
            data["attempt"] = value
        if (value := self.score) is not None or "score" in data:
            data["score"] = value
        if (value := self.accuracy) is not None or "accuracy" in data:
            data["accuracy"] = value
        if (value := self.correct_questions) is not None or "correctQuestions" in data:
            data["correctQuestions"] = value
        if (value := self.total_questions) is not None or "totalQuestions" in data:
            data["totalQuestions"] = value
        if (value := self.xp) is not None or "xp" in data:
            data["xp"] = value
        if (value := self.multiplier) is not None or "multiplier" in data:
            data["multiplier"] = value
        if (value := self.seen_questions) is not None or "seenQuestions" in data:
            data["seenQuestions"] = list_to_dicts(value)
        if (value := self.remaining_questions_per_difficulty) is not None or "remainingQuestionsPerDifficulty" in data:
            data["remainingQuestionsPerDifficulty"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        value: Any
        self.seen_questions = parse_list_deep(data.get("seenQuestions"), parse_question)
        self.remaining_questions_per_difficulty = (
            parse_remaining_questions(value)
            if type(value := data.get("remainingQuestionsPerDifficulty")) is dict
            else value
        )

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> PowerPath100Progress:
        return parse_power_path_100_progress(data)


_UntrackedPowerPath100Progress = untracked_subclass(PowerPath100Progress)


def parse_power_path_100_progress(data: Any, deep: bool = False) -> PowerPath100Progress:
    instance: PowerPath100Progress = new_model(_UntrackedPowerPath100Progress)
    instance._received = data
    instance._changed = None
    instance.lesson_type = data.get("lessonType")
    instance.attempt = data.get("attempt")
    instance.score = data.get("score")
    instance.accuracy = data.get("accuracy")
    instance.correct_questions = data.get("correctQuestions")
    instance.total_questions = data.get("totalQuestions")
    instance.xp = data.get("xp")
    instance.multiplier = data.get("multiplier")
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = PowerPath100Progress
    return instance
