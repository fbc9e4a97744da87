"""What an answer is worth."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.qti.models.response_feedback import ResponseFeedback, parse_response_feedback
from timeback_runtime.model import Model, copy_payload, new_model, to_json, untracked_subclass
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import NUMBER, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class ItemResult(Model):
    """What an answer is worth.

    Attributes:
        score: The score, usually 0 or 1, or a value between them for free text.
        feedback: The feedback that an answer gets.
    """

    FIELDS = {"score": Field("score", NUMBER, True), "feedback": Field("feedback", ModelOf(ResponseFeedback), True)}
    NESTED = {"feedback": ("feedback", ResponseFeedback)}

    score: float
    feedback: ResponseFeedback

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, ItemResult)
        value: Any
        data = self._start_dict()
        if (value := self.score) is not None or "score" in data:
            data["score"] = value
        if (value := self.feedback) is not None or "feedback" in data:
            data["feedback"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        value: Any
        self.feedback = parse_response_feedback(value) if type(value := data.get("feedback")) is dict else value

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> ItemResult:
        return parse_item_result(data)


_UntrackedItemResult = untracked_subclass(ItemResult)


def parse_item_result(data: Any, deep: bool = False) -> ItemResult:
    instance: ItemResult = new_model(_UntrackedItemResult)
    instance._received = data
    instance._changed = None
    instance.score = data.get("score")
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = ItemResult
    return instance
