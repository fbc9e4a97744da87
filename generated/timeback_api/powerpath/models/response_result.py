"""Whether an answer was right."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import FLAG, NUMBER, Field, One


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class ResponseResult(Model):
    """Whether an answer was right.

    Attributes:
        is_correct: Whether the answer was right.
        score: Score of the answer, from 0 to 1.
        feedback: Feedback that the question shows for an answer.
    """
    is_correct: bool | None
    score: float | None
    feedback: ResponseFeedback | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, ResponseResult)
        v: Any
        d = self._begin()
        if (v := self.is_correct) is not None or "isCorrect" in d:
            d["isCorrect"] = v
        if (v := self.score) is not None or "score" in d:
            d["score"] = v
        if (v := self.feedback) is not None or "feedback" in d:
            d["feedback"] = v.to_dict() if isinstance(v, Model) else v
        return self._finish(d)

    def _read_inside(self, d: dict[str, Any]) -> None:
        v: Any
        self.feedback = parse_response_feedback(v) if type(v := d.get("feedback")) is dict else v

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> ResponseResult:
        return parse_response_result(data)


def parse_response_result(d: dict[str, Any], whole: bool = False) -> ResponseResult:
    self: ResponseResult = new(_ResponseResult)
    self._raw = d
    self._changed = None
    self.is_correct = d.get("isCorrect")
    self.score = d.get("score")
    if whole:
        self._read_inside(d)
        self._changed = set()
    self.__class__ = ResponseResult
    return self


from timeback_api.powerpath.models.response_feedback import ResponseFeedback, parse_response_feedback  # noqa: E402

_ResponseResult = seed(ResponseResult)
ResponseResult.FIELDS = {
    "is_correct": Field("isCorrect", FLAG, True),
    "score": Field("score", NUMBER, True),
    "feedback": Field("feedback", One(ResponseFeedback)),
}
ResponseResult.INSIDE = {
    "feedback": ("feedback", ResponseFeedback),
}
