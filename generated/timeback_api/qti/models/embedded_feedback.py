"""Feedback that stands in the text of an item."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.qti.models.show_hide import ShowHide, as_show_hide
from timeback_runtime.model import Model, copy_payload, enum_to_json, new_model, to_json, untracked_subclass
from timeback_runtime.validators import TEXT, Choice, Field, ListOf


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class EmbeddedFeedback(Model):
    """Feedback that stands in the text of an item.

    Attributes:
        outcome_identifier: Name of the outcome variable that decides.
        identifier: Value of the outcome that the feedback applies to.
        show_hide: Whether feedback is shown or hidden when the outcome has the value of the feedback.
        content: HTML of the feedback.
        class_: CSS classes of the feedback's element.
    """

    FIELDS = {
        "outcome_identifier": Field("outcomeIdentifier", TEXT, True),
        "identifier": Field("identifier", TEXT, True),
        "show_hide": Field("showHide", Choice(ShowHide), True),
        "content": Field("content", TEXT, True),
        "class_": Field("class", ListOf(TEXT)),
    }

    outcome_identifier: str
    identifier: str
    show_hide: ShowHide | str
    content: str
    class_: list[str] | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, EmbeddedFeedback)
        value: Any
        data = self._start_dict()
        if (value := self.outcome_identifier) is not None or "outcomeIdentifier" in data:
            data["outcomeIdentifier"] = value
        if (value := self.identifier) is not None or "identifier" in data:
            data["identifier"] = value
        if (value := self.show_hide) is not None or "showHide" in data:
            data["showHide"] = value if type(value) is str else enum_to_json(value)
        if (value := self.content) is not None or "content" in data:
            data["content"] = value
        if (value := self.class_) is not None or "class" in data:
            data["class"] = value if value is data.get("class") else to_json(value)
        return self._finish_dict(data)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> EmbeddedFeedback:
        return parse_embedded_feedback(data)


_UntrackedEmbeddedFeedback = untracked_subclass(EmbeddedFeedback)


def parse_embedded_feedback(data: Any) -> EmbeddedFeedback:
    instance: EmbeddedFeedback = new_model(_UntrackedEmbeddedFeedback)
    instance._received = data
    instance._changed = None
    instance.outcome_identifier = data.get("outcomeIdentifier")
    instance.identifier = data.get("identifier")
    instance.show_hide = as_show_hide(value, value) if type(value := data.get("showHide")) is str else value
    instance.content = data.get("content")
    instance.class_ = data.get("class")
    instance.__class__ = EmbeddedFeedback
    return instance
