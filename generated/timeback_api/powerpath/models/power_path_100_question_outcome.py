"""The verdict on an answer in a lesson of the type `powerpath-100`, and the state of the lesson after it."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import FREE, NUMBER, Field, One, Text


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class PowerPath100QuestionOutcome(Model):
    """The verdict on an answer in a lesson of the type `powerpath-100`, and the state of the lesson after it.

    Attributes:
        powerpath_score: Score in the lesson after this answer, from 0 to 100. The lesson is complete at 100.
        response_result: Whether an answer was right.
        accuracy: Share of right answers in this attempt, in percent.
        correct_questions: Number of right answers.
        total_questions: Number of questions.
        xp: Experience points earned. Null where the lesson gives none.
        multiplier: Factor by which accuracy and attempt changed the experience points of the lesson.
        lesson_type: Type of the lesson.
        question_result: The result of the question as stored. Its shape is not published.
        test_result: The result of the lesson as stored. Its shape is not published.
    """
    powerpath_score: float | None
    response_result: ResponseResult | None
    accuracy: float | None
    correct_questions: float | None
    total_questions: float | None
    xp: float | None
    multiplier: float | None
    lesson_type: str | None = "powerpath-100"
    question_result: dict[str, Any] | None = None
    test_result: dict[str, Any] | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, PowerPath100QuestionOutcome)
        v: Any
        d = self._begin()
        if (v := self.lesson_type) is not None or "lessonType" in d:
            d["lessonType"] = v
        if (v := self.powerpath_score) is not None or "powerpathScore" in d:
            d["powerpathScore"] = v
        if (v := self.response_result) is not None or "responseResult" in d:
            d["responseResult"] = v.to_dict() if isinstance(v, Model) else v
        if (v := self.accuracy) is not None or "accuracy" in d:
            d["accuracy"] = v
        if (v := self.correct_questions) is not None or "correctQuestions" in d:
            d["correctQuestions"] = v
        if (v := self.total_questions) is not None or "totalQuestions" in d:
            d["totalQuestions"] = v
        if (v := self.xp) is not None or "xp" in d:
            d["xp"] = v
        if (v := self.multiplier) is not None or "multiplier" in d:
            d["multiplier"] = v
        if (v := self.question_result) is not None or "questionResult" in d:
            d["questionResult"] = v
        if (v := self.test_result) is not None or "testResult" in d:
            d["testResult"] = v
        return self._finish(d)

    def _read_inside(self, d: dict[str, Any]) -> None:
        v: Any
        self.response_result = parse_response_result(v, True) if type(v := d.get("responseResult")) is dict else v

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> PowerPath100QuestionOutcome:
        return parse_power_path_100_question_outcome(data)


def parse_power_path_100_question_outcome(d: dict[str, Any], whole: bool = False) -> PowerPath100QuestionOutcome:
    self: PowerPath100QuestionOutcome = new(_PowerPath100QuestionOutcome)
    self._raw = d
    self._changed = None
    self.lesson_type = d.get("lessonType")
    self.powerpath_score = d.get("powerpathScore")
    self.accuracy = d.get("accuracy")
    self.correct_questions = d.get("correctQuestions")
    self.total_questions = d.get("totalQuestions")
    self.xp = d.get("xp")
    self.multiplier = d.get("multiplier")
    self.question_result = d.get("questionResult")
    self.test_result = d.get("testResult")
    if whole:
        self._read_inside(d)
        self._changed = set()
    self.__class__ = PowerPath100QuestionOutcome
    return self


from timeback_api.powerpath.models.response_result import ResponseResult, parse_response_result  # noqa: E402

_PowerPath100QuestionOutcome = seed(PowerPath100QuestionOutcome)
PowerPath100QuestionOutcome.FIELDS = {
    "lesson_type": Field("lessonType", Text(0, "^powerpath\\-100$"), True),
    "powerpath_score": Field("powerpathScore", NUMBER, True),
    "response_result": Field("responseResult", One(ResponseResult), True),
    "accuracy": Field("accuracy", NUMBER, True),
    "correct_questions": Field("correctQuestions", NUMBER, True),
    "total_questions": Field("totalQuestions", NUMBER, True),
    "xp": Field("xp", NUMBER, True),
    "multiplier": Field("multiplier", NUMBER, True),
    "question_result": Field("questionResult", FREE),
    "test_result": Field("testResult", FREE),
}
PowerPath100QuestionOutcome.INSIDE = {
    "response_result": ("responseResult", ResponseResult),
}
