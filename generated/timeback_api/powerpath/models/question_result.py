"""Correctness of the answer to a question."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, copy_payload, new_model, to_json, untracked_subclass
from timeback_runtime.validators import NUMBER, TEXT, Field, MapOf


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class QuestionResult(Model):
    """Correctness of the answer to a question.

    Attributes:
        score: Score of the answer, from 0 to 1.
        feedback: Feedback for the student.
        outcomes: Values of the QTI outcome variables, keyed by their identifiers.
    """

    FIELDS = {
        "score": Field("score", NUMBER, True),
        "feedback": Field("feedback", TEXT, True),
        "outcomes": Field("outcomes", MapOf(TEXT)),
    }

    score: float
    feedback: str
    outcomes: dict[str, str] | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, QuestionResult)
        value: Any
        data = self._start_dict()
        if (value := self.score) is not None or "score" in data:
            data["score"] = value
        if (value := self.feedback) is not None or "feedback" in data:
            data["feedback"] = value
        if (value := self.outcomes) is not None or "outcomes" in data:
            data["outcomes"] = value if value is data.get("outcomes") else to_json(value)
        return self._finish_dict(data)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> QuestionResult:
        return parse_question_result(data)


_UntrackedQuestionResult = untracked_subclass(QuestionResult)


def parse_question_result(data: Any) -> QuestionResult:
    instance: QuestionResult = new_model(_UntrackedQuestionResult)
    instance._received = data
    instance._changed = None
    instance.score = data.get("score")
    instance.feedback = data.get("feedback")
    instance.outcomes = data.get("outcomes")
    instance.__class__ = QuestionResult
    return instance
