"""A question: its content, its interaction and its scoring."""

from __future__ import annotations

import datetime
from typing import Any

from attrs import define

from timeback_api.qti.models.embedded_feedback import EmbeddedFeedback, parse_embedded_feedback
from timeback_api.qti.models.interaction import Interaction, parse_interaction
from timeback_api.qti.models.item_content import ItemContent, parse_item_content
from timeback_api.qti.models.item_metadata import ItemMetadata, parse_item_metadata
from timeback_api.qti.models.item_type import ItemType, as_item_type
from timeback_api.qti.models.modal_feedback import ModalFeedback, parse_modal_feedback
from timeback_api.qti.models.outcome_declaration import OutcomeDeclaration, parse_outcome_declaration
from timeback_api.qti.models.response_declaration import ResponseDeclaration, parse_response_declaration
from timeback_api.qti.models.response_processing import ResponseProcessing, parse_response_processing
from timeback_api.qti.models.rubric import Rubric, parse_rubric
from timeback_api.qti.models.stimulus_reference import StimulusReference, parse_stimulus_reference
from timeback_runtime.model import (
    Model,
    copy_payload,
    enum_to_json,
    format_datetime,
    list_to_dicts,
    new_model,
    parse_datetime,
    parse_list,
    parse_list_deep,
    to_json,
    untracked_subclass,
)
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import BOOLEAN, DATETIME, NUMBER, TEXT, Choice, Field, ListOf, OneOf


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class AssessmentItem(Model):
    """A question: its content, its interaction and its scoring. The server adds the QTI document, as text and as a
    tree, and the times.

    Attributes:
        identifier: Identifier of the item, chosen by its author and unique among items.
        title: Title of the item for authors and lists. It is not part of the question.
        type_: How an item is answered. Each name is that of an interaction of the standard: `choice` for qti-choice-
            interaction, and so on. The platform's document lists the names up to `upload`; the others complete the list
            of the standard. Items from XML can have interactions that are not part of the standard, under their own
            names.
        format_: States in a creation that the item is given in JSON. This is the default.
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

    FIELDS = {
        "format_": Field("format", OneOf("json")),
        "identifier": Field("identifier", TEXT, True),
        "title": Field("title", TEXT, True),
        "type_": Field("type", Choice(ItemType, pattern="^[A-Za-z_][A-Za-z0-9_.\\-]*$"), True),
        "qti_version": Field("qtiVersion", TEXT),
        "time_dependent": Field("timeDependent", BOOLEAN),
        "adaptive": Field("adaptive", BOOLEAN),
        "pre_interaction": Field("preInteraction", TEXT),
        "interaction": Field("interaction", ModelOf(Interaction)),
        "post_interaction": Field("postInteraction", TEXT),
        "stimulus": Field("stimulus", ModelOf(StimulusReference)),
        "response_declarations": Field("responseDeclarations", ListOf(ModelOf(ResponseDeclaration))),
        "outcome_declarations": Field("outcomeDeclarations", ListOf(ModelOf(OutcomeDeclaration))),
        "response_processing": Field("responseProcessing", ModelOf(ResponseProcessing)),
        "modal_feedback": Field("modalFeedback", ListOf(ModelOf(ModalFeedback))),
        "feedback_inline": Field("feedbackInline", ListOf(ModelOf(EmbeddedFeedback))),
        "feedback_block": Field("feedbackBlock", ListOf(ModelOf(EmbeddedFeedback))),
        "rubrics": Field("rubrics", ListOf(ModelOf(Rubric))),
        "metadata": Field("metadata", ModelOf(ItemMetadata)),
        "raw_xml": Field("rawXml", TEXT),
        "content": Field("content", ModelOf(ItemContent)),
        "created_at": Field("createdAt", DATETIME),
        "updated_at": Field("updatedAt", DATETIME),
        "field_v": Field("__v", NUMBER),
    }
    NESTED = {
        "interaction": ("interaction", Interaction),
        "stimulus": ("stimulus", StimulusReference),
        "response_declarations": ("responseDeclarations", ResponseDeclaration),
        "outcome_declarations": ("outcomeDeclarations", OutcomeDeclaration),
        "response_processing": ("responseProcessing", ResponseProcessing),
        "modal_feedback": ("modalFeedback", ModalFeedback),
        "feedback_inline": ("feedbackInline", EmbeddedFeedback),
        "feedback_block": ("feedbackBlock", EmbeddedFeedback),
        "rubrics": ("rubrics", Rubric),
        "metadata": ("metadata", ItemMetadata),
        "content": ("content", ItemContent),
    }

    FILTERS = frozenset({"metadata.difficulty", "metadata.grade", "metadata.subject"})

    identifier: str
    title: str
    type_: ItemType | str
    format_: str | None = "json"
    qti_version: str | None = None
    time_dependent: bool | None = None
    adaptive: bool | None = None
    pre_interaction: str | None = None
    interaction: Interaction | None = None
    post_interaction: str | None = None
    stimulus: StimulusReference | None = None
    response_declarations: list[ResponseDeclaration] | None = None
    outcome_declarations: list[OutcomeDeclaration] | None = None
    response_processing: ResponseProcessing | None = None
    modal_feedback: list[ModalFeedback] | None = None
    feedback_inline: list[EmbeddedFeedback] | None = None
    feedback_block: list[EmbeddedFeedback] | None = None
    rubrics: list[Rubric] | None = None
    metadata: ItemMetadata | None = None
    raw_xml: str | None = None
    content: ItemContent | None = None
    created_at: datetime.datetime | None = None
    updated_at: datetime.datetime | None = None
    field_v: float | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, AssessmentItem)
        value: Any
        data = self._start_dict()
        if (value := self.format_) is not None or "format" in data:
            data["format"] = value
        if (value := self.identifier) is not None or "identifier" in data:
            data["identifier"] = value
        if (value := self.title) is not None or "title" in data:
            data["title"] = value
        if (value := self.type_) is not None or "type" in data:
            data["type"] = value if type(value) is str else enum_to_json(value)
        if (value := self.qti_version) is not None or "qtiVersion" in data:
            data["qtiVersion"] = value
        if (value := self.time_dependent) is not None or "timeDependent" in data:
            data["timeDependent"] = value
        if (value := self.adaptive) is not None or "adaptive" in data:
            data["adaptive"] = value
        if (value := self.pre_interaction) is not None or "preInteraction" in data:
            data["preInteraction"] = value
        if (value := self.interaction) is not None or "interaction" in data:
            data["interaction"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        if (value := self.post_interaction) is not None or "postInteraction" in data:
            data["postInteraction"] = value
        if (value := self.stimulus) is not None or "stimulus" in data:
            data["stimulus"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        if (value := self.response_declarations) is not None or "responseDeclarations" in data:
            data["responseDeclarations"] = list_to_dicts(value)
        if (value := self.outcome_declarations) is not None or "outcomeDeclarations" in data:
            data["outcomeDeclarations"] = list_to_dicts(value)
        if (value := self.response_processing) is not None or "responseProcessing" in data:
            data["responseProcessing"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        if (value := self.modal_feedback) is not None or "modalFeedback" in data:
            data["modalFeedback"] = list_to_dicts(value)
        if (value := self.feedback_inline) is not None or "feedbackInline" in data:
            data["feedbackInline"] = list_to_dicts(value)
        if (value := self.feedback_block) is not None or "feedbackBlock" in data:
            data["feedbackBlock"] = list_to_dicts(value)
        if (value := self.rubrics) is not None or "rubrics" in data:
            data["rubrics"] = list_to_dicts(value)
        if (value := self.metadata) is not None or "metadata" in data:
            data["metadata"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        if (value := self.raw_xml) is not None or "rawXml" in data:
            data["rawXml"] = value
        if (value := self.content) is not None or "content" in data:
            data["content"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        if (value := self.created_at) is not None or "createdAt" in data:
            data["createdAt"] = format_datetime(value, data.get("createdAt"))
        if (value := self.updated_at) is not None or "updatedAt" in data:
            data["updatedAt"] = format_datetime(value, data.get("updatedAt"))
        if (value := self.field_v) is not None or "__v" in data:
            data["__v"] = value
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        value: Any
        self.interaction = parse_interaction(value, True) if type(value := data.get("interaction")) is dict else value
        self.stimulus = parse_stimulus_reference(value) if type(value := data.get("stimulus")) is dict else value
        self.response_declarations = parse_list_deep(data.get("responseDeclarations"), parse_response_declaration)
        self.outcome_declarations = parse_list_deep(data.get("outcomeDeclarations"), parse_outcome_declaration)
        self.response_processing = (
            parse_response_processing(value, True) if type(value := data.get("responseProcessing")) is dict else value
        )
        self.modal_feedback = parse_list(data.get("modalFeedback"), parse_modal_feedback)
        self.feedback_inline = parse_list(data.get("feedbackInline"), parse_embedded_feedback)
        self.feedback_block = parse_list(data.get("feedbackBlock"), parse_embedded_feedback)
        self.rubrics = parse_list(data.get("rubrics"), parse_rubric)
        self.metadata = parse_item_metadata(value, True) if type(value := data.get("metadata")) is dict else value
        self.content = parse_item_content(value, True) if type(value := data.get("content")) is dict else value

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> AssessmentItem:
        return parse_assessment_item(data)


_UntrackedAssessmentItem = untracked_subclass(AssessmentItem)


def parse_assessment_item(data: Any, deep: bool = False) -> AssessmentItem:
    instance: AssessmentItem = new_model(_UntrackedAssessmentItem)
    instance._received = data
    instance._changed = None
    instance.format_ = data.get("format")
    instance.identifier = data.get("identifier")
    instance.title = data.get("title")
    instance.type_ = as_item_type(value, value) if type(value := data.get("type")) is str else value
    instance.qti_version = data.get("qtiVersion")
    instance.time_dependent = data.get("timeDependent")
    instance.adaptive = data.get("adaptive")
    instance.pre_interaction = data.get("preInteraction")
    instance.post_interaction = data.get("postInteraction")
    instance.raw_xml = data.get("rawXml")
    instance.created_at = parse_datetime(value) if type(value := data.get("createdAt")) is str else value
    instance.updated_at = parse_datetime(value) if type(value := data.get("updatedAt")) is str else value
    instance.field_v = data.get("__v")
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = AssessmentItem
    return instance
