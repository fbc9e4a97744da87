"""The part of an item that takes the answer."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import FLAG, TEXT, WHOLE, Choice, Field, Limited, One


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class Interaction(Model):
    """The part of an item that takes the answer. Interactions differ in what they need; properties that are not listed
    here are passed on.

    Attributes:
        type_: How an item is answered. Each name stands for the interaction of the standard that is called so:
            `choice` for qti-choice-interaction, and so on. The platform's document names those up to `upload`; the
            others are the rest of the standard. Items from XML can have interactions that the standard does not know,
            by their own names.
        response_identifier: Identifier of the response declaration that the answer goes into, as a rule RESPONSE.
        prompt: HTML of the question, for interactions without a question structure.
        shuffle: Whether the choices are shown in random order.
        min_choices: Smallest number of choices that make an answer.
        max_choices: Largest number of choices that make an answer, 0 for no limit.
        max_associations: Largest number of pairs that make an answer, 0 for no limit.
        attributes: Further attributes of the interaction's element, under the names that they have in XML.
        question_structure: The question and the choices of an interaction.
    """
    type_: ItemType | str | None
    response_identifier: str | None
    prompt: str | None = None
    shuffle: bool | None = None
    min_choices: int | None = None
    max_choices: int | None = None
    max_associations: int | None = None
    attributes: InteractionAttributes | None = None
    question_structure: QuestionStructure | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, Interaction)
        v: Any
        d = self._begin()
        if (v := self.type_) is not None or "type" in d:
            d["type"] = v
        if (v := self.response_identifier) is not None or "responseIdentifier" in d:
            d["responseIdentifier"] = v
        if (v := self.prompt) is not None or "prompt" in d:
            d["prompt"] = v
        if (v := self.shuffle) is not None or "shuffle" in d:
            d["shuffle"] = v
        if (v := self.min_choices) is not None or "minChoices" in d:
            d["minChoices"] = v
        if (v := self.max_choices) is not None or "maxChoices" in d:
            d["maxChoices"] = v
        if (v := self.max_associations) is not None or "maxAssociations" in d:
            d["maxAssociations"] = v
        if (v := self.attributes) is not None or "attributes" in d:
            d["attributes"] = v.to_dict() if isinstance(v, Model) else v
        if (v := self.question_structure) is not None or "questionStructure" in d:
            d["questionStructure"] = v.to_dict() if isinstance(v, Model) else v
        return self._finish(d)

    def _read_inside(self, d: dict[str, Any]) -> None:
        v: Any
        self.attributes = parse_interaction_attributes(v) if type(v := d.get("attributes")) is dict else v
        self.question_structure = parse_question_structure(v, True) if type(v := d.get("questionStructure")) is dict else v

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> Interaction:
        return parse_interaction(data)


def parse_interaction(d: dict[str, Any], whole: bool = False) -> Interaction:
    self: Interaction = new(_Interaction)
    self._raw = d
    self._changed = None
    self.type_ = as_item_type(v, v) if type(v := d.get("type")) is str else v
    self.response_identifier = d.get("responseIdentifier")
    self.prompt = d.get("prompt")
    self.shuffle = d.get("shuffle")
    self.min_choices = d.get("minChoices")
    self.max_choices = d.get("maxChoices")
    self.max_associations = d.get("maxAssociations")
    if whole:
        self._read_inside(d)
        self._changed = set()
    self.__class__ = Interaction
    return self


from timeback_api.qti.models.interaction_attributes import InteractionAttributes, parse_interaction_attributes  # noqa: E402
from timeback_api.qti.models.item_type import ItemType, as_item_type  # noqa: E402
from timeback_api.qti.models.question_structure import QuestionStructure, parse_question_structure  # noqa: E402

_Interaction = seed(Interaction)
Interaction.FIELDS = {
    "type_": Field("type", Choice(ItemType, "^[A-Za-z_][A-Za-z0-9_.\\-]*$"), True),
    "response_identifier": Field("responseIdentifier", TEXT, True),
    "prompt": Field("prompt", TEXT),
    "shuffle": Field("shuffle", FLAG),
    "min_choices": Field("minChoices", Limited(WHOLE, 0, None)),
    "max_choices": Field("maxChoices", Limited(WHOLE, 0, None)),
    "max_associations": Field("maxAssociations", Limited(WHOLE, 0, None)),
    "attributes": Field("attributes", One(InteractionAttributes)),
    "question_structure": Field("questionStructure", One(QuestionStructure)),
}
Interaction.INSIDE = {
    "attributes": ("attributes", InteractionAttributes),
    "question_structure": ("questionStructure", QuestionStructure),
}
