"""Whether an answer was right."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.powerpath.models.response_feedback import ResponseFeedback, parse_response_feedback
from timeback_runtime.model import Model, copy_payload, new_model, to_json, untracked_subclass
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import BOOLEAN, NUMBER, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class ResponseResult(Model):
    """Whether an answer was right.

    Attributes:
        is_correct: Whether the answer was correct.
        score: Score of the answer, from 0 to 1.
        feedback: Feedback of the question on an answer.
    """

    FIELDS = {
        "is_correct": Field("isCorrect", BOOLEAN, True),
        "score": Field("score", NUMBER, True),
        "feedback": Field("feedback", ModelOf(ResponseFeedback)),
    }
    NESTED = {"feedback": ("feedback", ResponseFeedback)}

    is_correct: bool
    score: float
    feedback: ResponseFeedback | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, ResponseResult)
        value: Any
        data = self._start_dict()
        if (value := self.is_correct) is not None or "isCorrect" in data:
            data["isCorrect"] = value
        if (value := self.score) is not None or "score" in data:
            data["score"] = value
        if (value := self.feedback) is not None or "feedback" in data:
            data["feedback"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        value: Any
        self.feedback = parse_response_feedback(value) if type(value := data.get("feedback")) is dict else value

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> ResponseResult:
        return parse_response_result(data)


_UntrackedResponseResult = untracked_subclass(ResponseResult)


def parse_response_result(data: Any, deep: bool = False) -> ResponseResult:
    instance: ResponseResult = new_model(_UntrackedResponseResult)
    instance._received = data
    instance._changed = None
    instance.is_correct = data.get("isCorrect")
    instance.score = data.get("score")
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = ResponseResult
    return instance
