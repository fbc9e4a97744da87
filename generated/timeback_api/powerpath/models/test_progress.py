"""Progress in a quiz, test-out, placement or unit test."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import FLAG, NUMBER, Choice, Field, Many, One


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class TestProgress(Model):
    """Progress in a quiz, test-out, placement or unit test.

    Attributes:
        lesson_type: Type of a lesson that is taken as a whole and finished by a call.
        finalized: Whether the test is finished. Until then scores and verdicts are held back.
        attempt: Number of the attempt, counted from 1.
        tool_provider: Outside provider that serves the test. Null for tests of the platform itself.
        accuracy: Mean score of the questions, in percent.
        correct_questions: Number of right answers. Partial scores of an outside provider count in part.
        total_questions: Number of questions in the test.
        xp: Experience points earned. Null where the lesson gives none.
        multiplier: Factor by which accuracy and attempt changed the experience points of the lesson.
        questions: All questions in the order of the test.
        score: Score of the test, from 0 to 100. Absent or 0 until it is finished.
        enrollment_failed: Whether the student could not be enrolled in the course that follows from the result. Only
            on finished tests of an outside provider.
    """
    lesson_type: TestLessonType | str | None
    finalized: bool | None
    attempt: float | None
    tool_provider: ToolProvider | str | None
    accuracy: float | None
    correct_questions: float | None
    total_questions: float | None
    xp: float | None
    multiplier: float | None
    questions: list[Question] | None
    score: float | None = None
    enrollment_failed: bool | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, TestProgress)
        v: Any
        d = self._begin()
        if (v := self.lesson_type) is not None or "lessonType" in d:
            d["lessonType"] = v
        if (v := self.finalized) is not None or "finalized" in d:
            d["finalized"] = v
        if (v := self.attempt) is not None or "attempt" in d:
            d["attempt"] = v
        if (v := self.tool_provider) is not None or "toolProvider" in d:
            d["toolProvider"] = v
        if (v := self.score) is not None or "score" in d:
            d["score"] = v
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
        if (v := self.questions) is not None or "questions" in d:
            d["questions"] = [i.to_dict() if isinstance(i, Model) else i for i in v] if isinstance(v, (list, tuple)) else v
        if (v := self.enrollment_failed) is not None or "enrollmentFailed" in d:
            d["enrollmentFailed"] = v
        return self._finish(d)

    def _read_inside(self, d: dict[str, Any]) -> None:
        v: Any
        self.questions = ([parse_question(i, True) if type(i) is dict else i for i in v] if v else v) if type(v := d.get("questions")) is list else v

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> TestProgress:
        return parse_test_progress(data)


def parse_test_progress(d: dict[str, Any], whole: bool = False) -> TestProgress:
    self: TestProgress = new(_TestProgress)
    self._raw = d
    self._changed = None
    self.lesson_type = as_test_lesson_type(v, v) if type(v := d.get("lessonType")) is str else v
    self.finalized = d.get("finalized")
    self.attempt = d.get("attempt")
    self.tool_provider = as_tool_provider(v, v) if type(v := d.get("toolProvider")) is str else v
    self.score = d.get("score")
    self.accuracy = d.get("accuracy")
    self.correct_questions = d.get("correctQuestions")
    self.total_questions = d.get("totalQuestions")
    self.xp = d.get("xp")
    self.multiplier = d.get("multiplier")
    self.enrollment_failed = d.get("enrollmentFailed")
    if whole:
        self._read_inside(d)
        self._changed = set()
    self.__class__ = TestProgress
    return self


from timeback_api.powerpath.models.question import Question, parse_question  # noqa: E402
from timeback_api.powerpath.models.test_lesson_type import TestLessonType, as_test_lesson_type  # noqa: E402
from timeback_api.powerpath.models.tool_provider import ToolProvider, as_tool_provider  # noqa: E402

_TestProgress = seed(TestProgress)
TestProgress.FIELDS = {
    "lesson_type": Field("lessonType", Choice(TestLessonType), True),
    "finalized": Field("finalized", FLAG, True),
    "attempt": Field("attempt", NUMBER, True),
    "tool_provider": Field("toolProvider", Choice(ToolProvider), True),
    "score": Field("score", NUMBER),
    "accuracy": Field("accuracy", NUMBER, True),
    "correct_questions": Field("correctQuestions", NUMBER, True),
    "total_questions": Field("totalQuestions", NUMBER, True),
    "xp": Field("xp", NUMBER, True),
    "multiplier": Field("multiplier", NUMBER, True),
    "questions": Field("questions", Many(One(Question)), True),
    "enrollment_failed": Field("enrollmentFailed", FLAG),
}
TestProgress.INSIDE = {
    "questions": ("questions", Question),
}
