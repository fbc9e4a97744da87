"""Feedback that is shown by itself."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import TEXT, Choice, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class ModalFeedback(Model):
    """Feedback that is shown by itself.

    Attributes:
        outcome_identifier: Name of the outcome variable that decides.
        identifier: Value of the outcome for which this feedback is meant.
        show_hide: Whether feedback appears or disappears when the outcome has the value that the feedback names.
        content: HTML of the feedback.
        title: Title of the feedback.
    """
    outcome_identifier: str | None
    identifier: str | None
    show_hide: ShowHide | str | None
    content: str | None
    title: str | None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, ModalFeedback)
        v: Any
        d = self._begin()
        if (v := self.outcome_identifier) is not None or "outcomeIdentifier" in d:
            d["outcomeIdentifier"] = v
        if (v := self.identifier) is not None or "identifier" in d:
            d["identifier"] = v
        if (v := self.show_hide) is not None or "showHide" in d:
            d["showHide"] = v
        if (v := self.content) is not None or "content" in d:
            d["content"] = v
        if (v := self.title) is not None or "title" in d:
            d["title"] = v
        return self._finish(d)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> ModalFeedback:
        return parse_modal_feedback(data)


def parse_modal_feedback(d: dict[str, Any]) -> ModalFeedback:
    self: ModalFeedback = new(_ModalFeedback)
    self._raw = d
    self._changed = None
    self.outcome_identifier = d.get("outcomeIdentifier")
    self.identifier = d.get("identifier")
    self.show_hide = as_show_hide(v, v) if type(v := d.get("showHide")) is str else v
    self.content = d.get("content")
    self.title = d.get("title")
    self.__class__ = ModalFeedback
    return self


from timeback_api.qti.models.show_hide import ShowHide, as_show_hide  # noqa: E402

_ModalFeedback = seed(ModalFeedback)
ModalFeedback.FIELDS = {
    "outcome_identifier": Field("outcomeIdentifier", TEXT, True),
    "identifier": Field("identifier", TEXT, True),
    "show_hide": Field("showHide", Choice(ShowHide), True),
    "content": Field("content", TEXT, True),
    "title": Field("title", TEXT, True),
}
