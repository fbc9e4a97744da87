"""The question to show next."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api._core.checks import NUMBER, Field, One
from timeback_api._core.model import Model, new


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class NextQuestion(Model):
    """The question to show next.

    Attributes:
        score: Present score in the lesson, from 0 to 100.
        question: A question of a lesson and, where it was answered, the answer and its verdict.
    """
    score: float | None
    question: Question | None

    def to_dict(self) -> dict[str, Any]:
        v: Any
        d = came.copy() if type(came := self._raw) is dict else self._begin()
        if (v := self.score) is not None or "score" in d:
            d["score"] = v
        if (v := self.question) is not None or "question" in d:
            d["question"] = v.to_dict() if isinstance(v, Model) else v
        return d if type(came) is dict else self._finish(d)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> NextQuestion:
        return parse_next_question(data)


def parse_next_question(d: dict[str, Any]) -> NextQuestion:
    self: NextQuestion = new(NextQuestion)
    self._raw = d  # type: ignore[misc]  # a slot of the base class
    self.score = d.get("score")
    self.question = parse_question(v) if type(v := d.get("question")) is dict else v
    return self


from timeback_api.powerpath.models.question import Question, parse_question  # noqa: E402

NextQuestion.FIELDS = {
    "score": Field("score", NUMBER, True),
    "question": Field("question", One(Question), True),
}
