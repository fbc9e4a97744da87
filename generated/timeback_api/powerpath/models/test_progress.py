"""Progress in a quiz, test-out, placement or unit test."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.powerpath.models.question import Question, parse_question
from timeback_api.powerpath.models.test_lesson_type import TestLessonType, as_test_lesson_type
from timeback_api.powerpath.models.tool_provider import ToolProvider, as_tool_provider
from timeback_runtime.model import (
    Model,
    copy_payload,
    enum_to_json,
    list_to_dicts,
    new_model,
    parse_list_deep,
    untracked_subclass,
)
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import BOOLEAN, NUMBER, Choice, Field, ListOf


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class TestProgress(Model):
    """Progress in a quiz, test-out, placement or unit test.

    Attributes:
        lesson_type: Type of a lesson that is presented as a whole and finished by a request.
        finalized: Whether the test is finished. Scores and correctness are not returned until then.
        attempt: Number of the attempt, counted from 1.
        tool_provider: Outside provider of the test. Null for tests of the platform itself.
        accuracy: Mean score of the questions, in percent.
        correct_questions: Number of correct answers. Partial scores of an outside provider count in part.
        total_questions: Number of questions in the test.
        xp: Earned experience points. Null if the lesson gives none.
        multiplier: Factor applied to the experience points of the lesson for accuracy and attempt.
        questions: All questions in the order of the test.
        score: Score of the test, from 0 to 100. Absent or 0 until it is finished.
        enrollment_failed: Whether enrolling the student in the course for the result failed. Only on finished tests of
            an outside provider.
    """

    FIELDS = {
        "lesson_type": Field("lessonType", Choice(TestLessonType), True),
        "finalized": Field("finalized", BOOLEAN, True),
        "attempt": Field("attempt", NUMBER, True),
        "tool_provider": Field("toolProvider", Choice(ToolProvider), True),
        "score": Field("score", NUMBER),
        "accuracy": Field("accuracy", NUMBER, True),
        "correct_questions": Field("correctQuestions", NUMBER, True),
        "total_questions": Field("totalQuestions", NUMBER, True),
        "xp": Field("xp", NUMBER, True),
        "multiplier": Field("multiplier", NUMBER, True),
        "questions": Field("questions", ListOf(ModelOf(Question)), True),
        "enrollment_failed": Field("enrollmentFailed", BOOLEAN),
    }
    NESTED = {"questions": ("questions", Question)}

    lesson_type: TestLessonType | str
    finalized: bool
    attempt: float
    tool_provider: ToolProvider | str | None
    accuracy: float
    correct_questions: float
    total_questions: float
    xp: float | None
    multiplier: float | None
    questions: list[Question]
    score: float | None = None
    enrollment_failed: bool | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, TestProgress)
        value: Any
        data = self._start_dict()
        if (value := self.lesson_type) is not None or "lessonType" in data:
            data["lessonType"] = value if type(value) is str else enum_to_json(value)
        if (value := self.finalized) is not None or "finalized" in data:
            data["finalized"] = value
        if (value := self.attempt) is not None or "attempt" in data:
            data["attempt"] = value
        if (value := self.tool_provider) is not None or "toolProvider" in data:
            data["toolProvider"] = value if type(value) is str else enum_to_json(value)
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
        if (value := self.questions) is not None or "questions" in data:
            data["questions"] = list_to_dicts(value)
        if (value := self.enrollment_failed) is not None or "enrollmentFailed" in data:
            data["enrollmentFailed"] = value
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        self.questions = parse_list_deep(data.get("questions"), parse_question)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> TestProgress:
        return parse_test_progress(data)


_UntrackedTestProgress = untracked_subclass(TestProgress)


def parse_test_progress(data: Any, deep: bool = False) -> TestProgress:
    instance: TestProgress = new_model(_UntrackedTestProgress)
    instance._received = data
    instance._changed = None
    instance.lesson_type = as_test_lesson_type(value, value) if type(value := data.get("lessonType")) is str else value
    instance.finalized = data.get("finalized")
    instance.attempt = data.get("attempt")
    instance.tool_provider = as_tool_provider(value, value) if type(value := data.get("toolProvider")) is str else value
    instance.score = data.get("score")
    instance.accuracy = data.get("accuracy")
    instance.correct_questions = data.get("correctQuestions")
    instance.total_questions = data.get("totalQuestions")
    instance.xp = data.get("xp")
    instance.multiplier = data.get("multiplier")
    instance.enrollment_failed = data.get("enrollmentFailed")
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = TestProgress
    return instance
