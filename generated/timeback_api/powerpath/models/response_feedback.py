"""Feedback of the question on an answer."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, copy_payload, new_model, untracked_subclass
from timeback_runtime.validators import TEXT, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class ResponseFeedback(Model):
    """Feedback of the question on an answer.

    Attributes:
        identifier: Identifier of the feedback in the assessment item.
        value: The feedback.
    """

    FIELDS = {"identifier": Field("identifier", TEXT), "value": Field("value", TEXT)}

    identifier: str | None = None
    value: str | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, ResponseFeedback)
        value: Any
        data = self._start_dict()
        if (value := self.identifier) is not None or "identifier" in data:
            data["identifier"] = value
        if (value := self.value) is not None or "value" in data:
            data["value"] = value
        return self._finish_dict(data)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> ResponseFeedback:
        return parse_response_feedback(data)


_UntrackedResponseFeedback = untracked_subclass(ResponseFeedback)


def parse_response_feedback(data: Any) -> ResponseFeedback:
    instance: ResponseFeedback = new_model(_UntrackedResponseFeedback)
    instance._received = data
    instance._changed = None
    instance.identifier = data.get("identifier")
    instance.value = data.get("value")
    instance.__class__ = ResponseFeedback
    return instance
