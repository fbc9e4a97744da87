"""One of the choices of an interaction."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import FREE, TEXT, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class Choice(Model):
    """One of the choices of an interaction.

    Attributes:
        identifier: Identifier of the choice, unique within the interaction, which answers name.
        content: HTML of the choice.
        attributes: Further attributes of the choice's element, under the names that they have in XML, such as fixed
            or match-max. The platform's document does not mention them.
        feedback_inline: HTML that is shown beside the choice when it was chosen.
        feedback_outcome_identifier: Identifier of the outcome that decides whether the feedback is shown.
    """
    identifier: str | None
    content: str | None
    attributes: dict[str, Any] | None = None
    feedback_inline: str | None = None
    feedback_outcome_identifier: str | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, Choice)
        v: Any
        d = self._begin()
        if (v := self.identifier) is not None or "identifier" in d:
            d["identifier"] = v
        if (v := self.content) is not None or "content" in d:
            d["content"] = v
        if (v := self.attributes) is not None or "attributes" in d:
            d["attributes"] = v
        if (v := self.feedback_inline) is not None or "feedbackInline" in d:
            d["feedbackInline"] = v
        if (v := self.feedback_outcome_identifier) is not None or "feedbackOutcomeIdentifier" in d:
            d["feedbackOutcomeIdentifier"] = v
        return self._finish(d)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> Choice:
        return parse_choice(data)


def parse_choice(d: dict[str, Any]) -> Choice:
    self: Choice = new(_Choice)
    self._raw = d
    self._changed = None
    self.identifier = d.get("identifier")
    self.content = d.get("content")
    self.attributes = d.get("attributes")
    self.feedback_inline = d.get("feedbackInline")
    self.feedback_outcome_identifier = d.get("feedbackOutcomeIdentifier")
    self.__class__ = Choice
    return self




_Choice = seed(Choice)
Choice.FIELDS = {
    "identifier": Field("identifier", TEXT, True),
    "content": Field("content", TEXT, True),
    "attributes": Field("attributes", FREE),
    "feedback_inline": Field("feedbackInline", TEXT),
    "feedback_outcome_identifier": Field("feedbackOutcomeIdentifier", TEXT),
}
