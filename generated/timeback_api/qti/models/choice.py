"""One of the choices of an interaction."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, copy_payload, new_model, to_json, untracked_subclass
from timeback_runtime.validators import OBJECT, TEXT, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class Choice(Model):
    """One of the choices of an interaction.

    Attributes:
        identifier: Identifier of the choice, used in answers. It is unique within the interaction.
        content: HTML of the choice.
        attributes: Further attributes of the choice's element, under their XML names, such as fixed or match-max. The
            platform's document does not mention them.
        feedback_inline: HTML that is shown next to the choice after it was selected.
        feedback_outcome_identifier: Identifier of the outcome that determines whether the feedback is shown.
    """

    FIELDS = {
        "identifier": Field("identifier", TEXT, True),
        "content": Field("content", TEXT, True),
        "attributes": Field("attributes", OBJECT),
        "feedback_inline": Field("feedbackInline", TEXT),
        "feedback_outcome_identifier": Field("feedbackOutcomeIdentifier", TEXT),
    }

    identifier: str
    content: str
    attributes: dict[str, Any] | None = None
    feedback_inline: str | None = None
    feedback_outcome_identifier: str | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, Choice)
        value: Any
        data = self._start_dict()
        if (value := self.identifier) is not None or "identifier" in data:
            data["identifier"] = value
        if (value := self.content) is not None or "content" in data:
            data["content"] = value
        if (value := self.attributes) is not None or "attributes" in data:
            data["attributes"] = value if value is data.get("attributes") else to_json(value)
        if (value := self.feedback_inline) is not None or "feedbackInline" in data:
            data["feedbackInline"] = value
        if (value := self.feedback_outcome_identifier) is not None or "feedbackOutcomeIdentifier" in data:
            data["feedbackOutcomeIdentifier"] = value
        return self._finish_dict(data)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> Choice:
        return parse_choice(data)


_UntrackedChoice = untracked_subclass(Choice)


def parse_choice(data: Any) -> Choice:
    instance: Choice = new_model(_UntrackedChoice)
    instance._received = data
    instance._changed = None
    instance.identifier = data.get("identifier")
    instance.content = data.get("content")
    instance.attributes = data.get("attributes")
    instance.feedback_inline = data.get("feedbackInline")
    instance.feedback_outcome_identifier = data.get("feedbackOutcomeIdentifier")
    instance.__class__ = Choice
    return instance
