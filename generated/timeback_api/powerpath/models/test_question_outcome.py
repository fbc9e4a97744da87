"""Confirmation of an answer in a test."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.powerpath.models.test_lesson_type import TestLessonType, as_test_lesson_type
from timeback_runtime.model import Model, copy_payload, enum_to_json, new_model, to_json, untracked_subclass
from timeback_runtime.validators import OBJECT, Choice, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class TestQuestionOutcome(Model):
    """Confirmation of an answer in a test. Correctness is returned when the test is finished.

    Attributes:
        lesson_type: Type of a lesson that is presented as a whole and finished by a request.
        question_result: The result of the question as stored. Its schema is not published.
    """

    FIELDS = {
        "lesson_type": Field("lessonType", Choice(TestLessonType), True),
        "question_result": Field("questionResult", OBJECT),
    }

    lesson_type: TestLessonType | str
    question_result: dict[str, Any] | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, TestQuestionOutcome)
        value: Any
        data = self._start_dict()
        if (value := self.lesson_type) is not None or "lessonType" in data:
            data["lessonType"] = value if type(value) is str else enum_to_json(value)
        if (value := self.question_result) is not None or "questionResult" in data:
            data["questionResult"] = value if value is data.get("questionResult") else to_json(value)
        return self._finish_dict(data)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> TestQuestionOutcome:
        return parse_test_question_outcome(data)


_UntrackedTestQuestionOutcome = untracked_subclass(TestQuestionOutcome)


def parse_test_question_outcome(data: Any) -> TestQuestionOutcome:
    instance: TestQuestionOutcome = new_model(_UntrackedTestQuestionOutcome)
    instance._received = data
    instance._changed = None
    instance.lesson_type = as_test_lesson_type(value, value) if type(value := data.get("lessonType")) is str else value
    instance.question_result = data.get("questionResult")
    instance.__class__ = TestQuestionOutcome
    return instance
