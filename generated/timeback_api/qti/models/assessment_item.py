from __future__ import annotations

import datetime

from timeback_api.qti.models.embedded_feedback import EmbeddedFeedback
from timeback_api.qti.models.interaction import Interaction
from timeback_api.qti.models.item_content import ItemContent
from timeback_api.qti.models.item_metadata import ItemMetadata
from timeback_api.qti.models.item_type import ItemType
from timeback_api.qti.models.modal_feedback import ModalFeedback
from timeback_api.qti.models.outcome_declaration import OutcomeDeclaration
from timeback_api.qti.models.response_declaration import ResponseDeclaration
from timeback_api.qti.models.response_processing import ResponseProcessing
from timeback_api.qti.models.rubric import Rubric
from timeback_api.qti.models.stimulus_reference import StimulusReference
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import BOOLEAN, DATETIME, NUMBER, TEXT, Choice, ListOf, OneOf, json_field


class AssessmentItem(Model):
    """A question: its content, its interaction and its scoring. The server adds the QTI document, as text and as a
    tree, and the times.

    Attributes:
        format_: States in a creation that the item is given in JSON. This is the default.
        identifier: Identifier of the item, chosen by its author and unique among items.
        title: Title of the item for authors and lists. It is not part of the question.
        type_: How an item is answered. Each name is that of an interaction of the standard: `choice` for qti-choice-
            interaction, and so on. The platform's document lists the names up to `upload`; the others complete the list
            of the standard. Items from XML can have interactions that are not part of the standard, under their own
            names.
        qti_version: Version of the standard that the item follows.
        time_dependent: Whether the response time affects the score.
        adaptive: Whether the item can be attempted more than once in a session and keeps its outcomes between attempts.
        pre_interaction: HTML before the interaction.
        interaction: The part of an item that accepts the answer. The required properties depend on the interaction;
            properties that are not listed here are kept.
        post_interaction: HTML after the interaction.
        stimulus: Names a stimulus that an item needs.
        response_declarations: The variables that store the answers.
        outcome_declarations: The variables that scoring sets, such as SCORE and FEEDBACK.
        response_processing: How outcomes are computed from an answer.
        modal_feedback: Feedback that is shown separately after the answer is scored.
        feedback_inline: Feedback that appears within a line of the question.
        feedback_block: Feedback that appears as a block of the question.
        rubrics: Texts for scorers, candidates or proctors of the item.
        metadata: Subject, grade and similar properties of an item. Further properties can be added.
        raw_xml: The item as a QTI document. The server generates it.
        content: The document of an item as a tree.
        created_at: When the item was created.
        updated_at: When the item was last changed.
        field_v: The server's own count of changes.
    """

    format_: str | None = json_field("format", OneOf("json"), default="json")
    identifier: str = json_field("identifier", TEXT)
    title: str = json_field("title", TEXT)
    type_: ItemType | str = json_field("type", Choice(ItemType, pattern="^[A-Za-z_][A-Za-z0-9_.\\-]*$"))
    qti_version: str | None = json_field("qtiVersion", TEXT, default=None)
    time_dependent: bool | None = json_field("timeDependent", BOOLEAN, default=None)
    adaptive: bool | None = json_field("adaptive", BOOLEAN, default=None)
    pre_interaction: str | None = json_field("preInteraction", TEXT, default=None)
    interaction: Interaction | None = json_field("interaction", ModelOf(Interaction), default=None)
    post_interaction: str | None = json_field("postInteraction", TEXT, default=None)
    stimulus: StimulusReference | None = json_field("stimulus", ModelOf(StimulusReference), default=None)
    response_declarations: list[ResponseDeclaration] | None = json_field(
        "responseDeclarations", ListOf(ModelOf(ResponseDeclaration)), default=None
    )
    outcome_declarations: list[OutcomeDeclaration] | None = json_field(
        "outcomeDeclarations", ListOf(ModelOf(OutcomeDeclaration)), default=None
    )
    response_processing: ResponseProcessing | None = json_field(
        "responseProcessing", ModelOf(ResponseProcessing), default=None
    )
    modal_feedback: list[ModalFeedback] | None = json_field(
        "modalFeedback", ListOf(ModelOf(ModalFeedback)), default=None
    )
    feedback_inline: list[EmbeddedFeedback] | None = json_field(
        "feedbackInline", ListOf(ModelOf(EmbeddedFeedback)), default=None
    )
    feedback_block: list[EmbeddedFeedback] | None = json_field(
        "feedbackBlock", ListOf(ModelOf(EmbeddedFeedback)), default=None
    )
    rubrics: list[Rubric] | None = json_field("rubrics", ListOf(ModelOf(Rubric)), default=None)
    metadata: ItemMetadata | None = json_field("metadata", ModelOf(ItemMetadata), default=None)
    raw_xml: str | None = json_field("rawXml", TEXT, default=None)
    content: ItemContent | None = json_field("content", ModelOf(ItemContent), default=None)
    created_at: datetime.datetime | None = json_field("createdAt", DATETIME, default=None)
    updated_at: datetime.datetime | None = json_field("updatedAt", DATETIME, default=None)
    field_v: float | None = json_field("__v", NUMBER, default=None)

    FILTERS = frozenset({"metadata.difficulty", "metadata.grade", "metadata.subject"})


parse_assessment_item = AssessmentItem._parse
