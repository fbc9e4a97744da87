"""What an answer is worth."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import NUMBER, Field, One


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class ItemResult(Model):
    """What an answer is worth.

    Attributes:
        score: The score, as a rule 0 or 1, or between them for free text.
        feedback: The feedback that an answer gets.
    """
    score: float | None
    feedback: ResponseFeedback | None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, ItemResult)
        v: Any
        d = self._begin()
        if (v := self.score) is not None or "score" in d:
            d["score"] = v
        if (v := self.feedback) is not None or "feedback" in d:
            d["feedback"] = v.to_dict() if isinstance(v, Model) else v
        return self._finish(d)

    def _read_inside(self, d: dict[str, Any]) -> None:
        v: Any
        self.feedback = parse_response_feedback(v) if type(v := d.get("feedback")) is dict else v

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> ItemResult:
        return parse_item_result(data)


def parse_item_result(d: dict[str, Any], whole: bool = False) -> ItemResult:
    self: ItemResult = new(_ItemResult)
    self._raw = d
    self._changed = None
    self.score = d.get("score")
    if whole:
        self._read_inside(d)
        self._changed = set()
    self.__class__ = ItemResult
    return self


from timeback_api.qti.models.response_feedback import ResponseFeedback, parse_response_feedback  # noqa: E402

_ItemResult = seed(ItemResult)
ItemResult.FIELDS = {
    "score": Field("score", NUMBER, True),
    "feedback": Field("feedback", One(ResponseFeedback), True),
}
ItemResult.INSIDE = {
    "feedback": ("feedback", ResponseFeedback),
}
