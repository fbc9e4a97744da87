"""The verdict on the answer to a question."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import NUMBER, TEXT, Field, Named


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class QuestionResult(Model):
    """The verdict on the answer to a question.

    Attributes:
        score: Score of the answer, from 0 to 1.
        feedback: Feedback for the student.
        outcomes: Values of the QTI outcome variables by their identifiers.
    """
    score: float | None
    feedback: str | None
    outcomes: dict[str, str] | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, QuestionResult)
        v: Any
        d = self._begin()
        if (v := self.score) is not None or "score" in d:
            d["score"] = v
        if (v := self.feedback) is not None or "feedback" in d:
            d["feedback"] = v
        if (v := self.outcomes) is not None or "outcomes" in d:
            d["outcomes"] = v
        return self._finish(d)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> QuestionResult:
        return parse_question_result(data)


def parse_question_result(d: dict[str, Any]) -> QuestionResult:
    self: QuestionResult = new(_QuestionResult)
    self._raw = d
    self._changed = None
    self.score = d.get("score")
    self.feedback = d.get("feedback")
    self.outcomes = d.get("outcomes")
    self.__class__ = QuestionResult
    return self




_QuestionResult = seed(QuestionResult)
QuestionResult.FIELDS = {
    "score": Field("score", NUMBER, True),
    "feedback": Field("feedback", TEXT, True),
    "outcomes": Field("outcomes", Named(TEXT)),
}
