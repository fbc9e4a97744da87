from __future__ import annotations

from timeback_api.qti.models.interaction_attributes import InteractionAttributes
from timeback_api.qti.models.item_type import ItemType
from timeback_api.qti.models.question_structure import QuestionStructure
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import BOOLEAN, INTEGER, TEXT, Bounded, Choice, json_field


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

    type_: ItemType | str = json_field("type", Choice(ItemType, pattern="^[A-Za-z_][A-Za-z0-9_.\\-]*$"))
    response_identifier: str = json_field("responseIdentifier", TEXT)
    prompt: str | None = json_field("prompt", TEXT, default=None)
    shuffle: bool | None = json_field("shuffle", BOOLEAN, default=None)
    min_choices: int | None = json_field("minChoices", Bounded(INTEGER, 0, None), default=None)
    max_choices: int | None = json_field("maxChoices", Bounded(INTEGER, 0, None), default=None)
    max_associations: int | None = json_field("maxAssociations", Bounded(INTEGER, 0, None), default=None)
    attributes: InteractionAttributes | None = json_field("attributes", ModelOf(InteractionAttributes), default=None)
    question_structure: QuestionStructure | None = json_field(
        "questionStructure", ModelOf(QuestionStructure), default=None
    )


parse_interaction = Interaction._parse
