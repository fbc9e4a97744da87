"""The question to show next."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import NUMBER, Field, One


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
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, NextQuestion)
        v: Any
        d = self._begin()
        if (v := self.score) is not None or "score" in d:
            d["score"] = v
        if (v := self.question) is not None or "question" in d:
            d["question"] = v.to_dict() if isinstance(v, Model) else v
        return self._finish(d)

    def _read_inside(self, d: dict[str, Any]) -> None:
        v: Any
        self.question = parse_question(v, True) if type(v := d.get("question")) is dict else v

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> NextQuestion:
        return parse_next_question(data)


def parse_next_question(d: dict[str, Any], whole: bool = False) -> NextQuestion:
    self: NextQuestion = new(_NextQuestion)
    self._raw = d
    self._changed = None
    self.score = d.get("score")
    if whole:
        self._read_inside(d)
        self._changed = set()
    self.__class__ = NextQuestion
    return self


from timeback_api.powerpath.models.question import Question, parse_question  # noqa: E402

_NextQuestion = seed(NextQuestion)
NextQuestion.FIELDS = {
    "score": Field("score", NUMBER, True),
    "question": Field("question", One(Question), True),
}
NextQuestion.INSIDE = {
    "question": ("question", Question),
}
