"""The part of an item that accepts the answer."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.qti.models.interaction_attributes import InteractionAttributes, parse_interaction_attributes
from timeback_api.qti.models.item_type import ItemType, as_item_type
from timeback_api.qti.models.question_structure import QuestionStructure, parse_question_structure
from timeback_runtime.model import Model, copy_payload, enum_to_json, new_model, to_json, untracked_subclass
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import BOOLEAN, INTEGER, TEXT, Bounded, Choice, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class Interaction(Model):
    """The part of an item that accepts the answer. The required properties depend on the interaction; properties that
    are not listed here are kept.

    Attributes:
        type_: How an item is answered. Each name is that of an interaction of the standard: `choice` for qti-choice-
            interaction, and so on. The platform's document lists the names up to `upload`; the others complete the list
            of the standard. Items from XML can have interactions that are not part of the standard, under their own
            names.
        response_identifier: Identifier of the response declaration for the answer, usually RESPONSE.
        prompt: HTML of the question, for interactions without a question structure.
        shuffle: Whether the choices are shown in random order.
        min_choices: Smallest number of choices in an answer.
        max_choices: Largest number of choices in an answer, 0 for no limit.
        max_associations: Largest number of pairs in an answer, 0 for no limit.
        attributes: Further attributes of the interaction's element, under their XML names.
        question_structure: The question and the choices of an interaction.
    """

    FIELDS = {
        "type_": Field("type", Choice(ItemType, pattern="^[A-Za-z_][A-Za-z0-9_.\\-]*$"), True),
        "response_identifier": Field("responseIdentifier", TEXT, True),
        "prompt": Field("prompt", TEXT),
        "shuffle": Field("shuffle", BOOLEAN),
        "min_choices": Field("minChoices", Bounded(INTEGER, 0, None)),
        "max_choices": Field("maxChoices", Bounded(INTEGER, 0, None)),
        "max_associations": Field("maxAssociations", Bounded(INTEGER, 0, None)),
        "attributes": Field("attributes", ModelOf(InteractionAttributes)),
        "question_structure": Field("questionStructure", ModelOf(QuestionStructure)),
    }
    NESTED = {
        "attributes": ("attributes", InteractionAttributes),
        "question_structure": ("questionStructure", QuestionStructure),
    }

    type_: ItemType | str
    response_identifier: str
    prompt: str | None = None
    shuffle: bool | None = None
    min_choices: int | None = None
    max_choices: int | None = None
    max_associations: int | None = None
    attributes: InteractionAttributes | None = None
    question_structure: QuestionStructure | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, Interaction)
        value: Any
        data = self._start_dict()
        if (value := self.type_) is not None or "type" in data:
            data["type"] = value if type(value) is str else enum_to_json(value)
        if (value := self.response_identifier) is not None or "responseIdentifier" in data:
            data["responseIdentifier"] = value
        if (value := self.prompt) is not None or "prompt" in data:
            data["prompt"] = value
        if (value := self.shuffle) is not None or "shuffle" in data:
            data["shuffle"] = value
        if (value := self.min_choices) is not None or "minChoices" in data:
            data["minChoices"] = value
        if (value := self.max_choices) is not None or "maxChoices" in data:
            data["maxChoices"] = value
        if (value := self.max_associations) is not None or "maxAssociations" in data:
            data["maxAssociations"] = value
        if (value := self.attributes) is not None or "attributes" in data:
            data["attributes"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        if (value := self.question_structure) is not None or "questionStructure" in data:
            data["questionStructure"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        value: Any
        self.attributes = (
            parse_interaction_attributes(value) if type(value := data.get("attributes")) is dict else value
        )
        self.question_structure = (
            parse_question_structure(value, True) if type(value := data.get("questionStructure")) is dict else value
        )

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> Interaction:
        return parse_interaction(data)


_UntrackedInteraction = untracked_subclass(Interaction)


def parse_interaction(data: Any, deep: bool = False) -> Interaction:
    instance: Interaction = new_model(_UntrackedInteraction)
    instance._received = data
    instance._changed = None
    instance.type_ = as_item_type(value, value) if type(value := data.get("type")) is str else value
    instance.response_identifier = data.get("responseIdentifier")
    instance.prompt = data.get("prompt")
    instance.shuffle = data.get("shuffle")
    instance.min_choices = data.get("minChoices")
    instance.max_choices = data.get("maxChoices")
    instance.max_associations = data.get("maxAssociations")
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = Interaction
    return instance
