"""The feedback that an answer gets."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import TEXT, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class ResponseFeedback(Model):
    """The feedback that an answer gets.

    Attributes:
        identifier: Which feedback of the item it is, `correct` or `incorrect` where the item has none of its own.
        value: Text of the feedback.
    """
    identifier: str | None
    value: str | None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, ResponseFeedback)
        v: Any
        d = self._begin()
        if (v := self.identifier) is not None or "identifier" in d:
            d["identifier"] = v
        if (v := self.value) is not None or "value" in d:
            d["value"] = v
        return self._finish(d)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> ResponseFeedback:
        return parse_response_feedback(data)


def parse_response_feedback(d: dict[str, Any]) -> ResponseFeedback:
    self: ResponseFeedback = new(_ResponseFeedback)
    self._raw = d
    self._changed = None
    self.identifier = d.get("identifier")
    self.value = d.get("value")
    self.__class__ = ResponseFeedback
    return self




_ResponseFeedback = seed(ResponseFeedback)
ResponseFeedback.FIELDS = {
    "identifier": Field("identifier", TEXT, True),
    "value": Field("value", TEXT, True),
}
