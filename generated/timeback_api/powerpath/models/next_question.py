"""The question to show next."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.powerpath.models.question import Question, parse_question
from timeback_runtime.model import Model, copy_payload, new_model, to_json, untracked_subclass
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import NUMBER, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class NextQuestion(Model):
    """The question to show next.

    Attributes:
        score: Present score in the lesson, from 0 to 100.
        question: A question of a lesson and, if it was answered, the answer and its correctness.
    """

    FIELDS = {"score": Field("score", NUMBER, True), "question": Field("question", ModelOf(Question), True)}
    NESTED = {"question": ("question", Question)}

    score: float
    question: Question

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, NextQuestion)
        value: Any
        data = self._start_dict()
        if (value := self.score) is not None or "score" in data:
            data["score"] = value
        if (value := self.question) is not None or "question" in data:
            data["question"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        value: Any
        self.question = parse_question(value, True) if type(value := data.get("question")) is dict else value

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> NextQuestion:
        return parse_next_question(data)


_UntrackedNextQuestion = untracked_subclass(NextQuestion)


def parse_next_question(data: Any, deep: bool = False) -> NextQuestion:
    instance: NextQuestion = new_model(_UntrackedNextQuestion)
    instance._received = data
    instance._changed = None
    instance.score = data.get("score")
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = NextQuestion
    return instance
