"""The correctness of an answer in a lesson of the type `powerpath-100`, and the state of the lesson after it."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.powerpath.models.response_result import ResponseResult, parse_response_result
from timeback_runtime.model import Model, copy_payload, new_model, to_json, untracked_subclass
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import NUMBER, OBJECT, Field, OneOf


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class PowerPath100QuestionOutcome(Model):
    """The correctness of an answer in a lesson of the type `powerpath-100`, and the state of the lesson after it.

    Attributes:
        powerpath_score: Score in the lesson after this answer, from 0 to 100. The lesson is complete at 100.
        response_result: Whether an answer was right.
        accuracy: Share of correct answers in this attempt, in percent.
        correct_questions: Number of correct answers.
        total_questions: Number of questions.
        xp: Earned experience points. Null if the lesson gives none.
        multiplier: Factor applied to the experience points of the lesson for accuracy and attempt.
        lesson_type: Type of the lesson.
        question_result: The result of the question as stored. Its schema is not published.
        test_result: The result of the lesson as stored. Its schema is not published.
    """

    FIELDS = {
        "lesson_type": Field("lessonType", OneOf("powerpath-100"), True),
        "powerpath_score": Field("powerpathScore", NUMBER, True),
        "response_result": Field("responseResult", ModelOf(ResponseResult), True),
        "accuracy": Field("accuracy", NUMBER, True),
        "correct_questions": Field("correctQuestions", NUMBER, True),
        "total_questions": Field("totalQuestions", NUMBER, True),
        "xp": Field("xp", NUMBER, True),
        "multiplier": Field("multiplier", NUMBER, True),
        "question_result": Field("questionResult", OBJECT),
        "test_result": Field("testResult", OBJECT),
    }
    NESTED = {"response_result": ("responseResult", ResponseResult)}

    powerpath_score: float
    response_result: ResponseResult
    accuracy: float
    correct_questions: float
    total_questions: float
    xp: float | None
    multiplier: float | None
    lesson_type: str = "powerpath-100"
    question_result: dict[str, Any] | None = None
    test_result: dict[str, Any] | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, PowerPath100QuestionOutcome)
        value: Any
        data = self._start_dict()
        if (value := self.lesson_type) is not None or "lessonType" in data:
            data["lessonType"] = value
        if (value := self.powerpath_score) is not None or "powerpathScore" in data:
            data["powerpathScore"] = value
        if (value := self.response_result) is not None or "responseResult" in data:
            data["responseResult"] = value.to_dict() if isinstance(value, Model) else to_json(value)
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
        if (value := self.question_result) is not None or "questionResult" in data:
            data["questionResult"] = value if value is data.get("questionResult") else to_json(value)
        if (value := self.test_result) is not None or "testResult" in data:
            data["testResult"] = value if value is data.get("testResult") else to_json(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        value: Any
        self.response_result = (
            parse_response_result(value, True) if type(value := data.get("responseResult")) is dict else value
        )

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> PowerPath100QuestionOutcome:
        return parse_power_path_100_question_outcome(data)


_UntrackedPowerPath100QuestionOutcome = untracked_subclass(PowerPath100QuestionOutcome)


def parse_power_path_100_question_outcome(data: Any, deep: bool = False) -> PowerPath100QuestionOutcome:
    instance: PowerPath100QuestionOutcome = new_model(_UntrackedPowerPath100QuestionOutcome)
    instance._received = data
    instance._changed = None
    instance.lesson_type = data.get("lessonType")
    instance.powerpath_score = data.get("powerpathScore")
    instance.accuracy = data.get("accuracy")
    instance.correct_questions = data.get("correctQuestions")
    instance.total_questions = data.get("totalQuestions")
    instance.xp = data.get("xp")
    instance.multiplier = data.get("multiplier")
    instance.question_result = data.get("questionResult")
    instance.test_result = data.get("testResult")
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = PowerPath100QuestionOutcome
    return instance
