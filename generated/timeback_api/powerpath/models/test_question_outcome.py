"""Receipt for an answer in a test."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import FREE, Choice, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class TestQuestionOutcome(Model):
    """Receipt for an answer in a test. Whether it was right is told when the test is finished.

    Attributes:
        lesson_type: Type of a lesson that is taken as a whole and finished by a call.
        question_result: The result of the question as stored. Its shape is not published.
    """
    lesson_type: TestLessonType | str | None
    question_result: dict[str, Any] | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, TestQuestionOutcome)
        v: Any
        d = self._begin()
        if (v := self.lesson_type) is not None or "lessonType" in d:
            d["lessonType"] = v
        if (v := self.question_result) is not None or "questionResult" in d:
            d["questionResult"] = v
        return self._finish(d)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> TestQuestionOutcome:
        return parse_test_question_outcome(data)


def parse_test_question_outcome(d: dict[str, Any]) -> TestQuestionOutcome:
    self: TestQuestionOutcome = new(_TestQuestionOutcome)
    self._raw = d
    self._changed = None
    self.lesson_type = as_test_lesson_type(v, v) if type(v := d.get("lessonType")) is str else v
    self.question_result = d.get("questionResult")
    self.__class__ = TestQuestionOutcome
    return self


from timeback_api.powerpath.models.test_lesson_type import TestLessonType, as_test_lesson_type  # noqa: E402

_TestQuestionOutcome = seed(TestQuestionOutcome)
TestQuestionOutcome.FIELDS = {
    "lesson_type": Field("lessonType", Choice(TestLessonType), True),
    "question_result": Field("questionResult", FREE),
}
