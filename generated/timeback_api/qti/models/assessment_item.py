"""A question: what is asked, how it is answered, and how the answer is scored."""

from __future__ import annotations

import datetime
from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, from_moment, new, seed, to_datetime
from timeback_runtime.validators import FLAG, MOMENT, NUMBER, TEXT, Choice, Field, Many, One, Text


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class AssessmentItem(Model):
    """A question: what is asked, how it is answered, and how the answer is scored. The server adds the QTI document, as
    text and as a tree, and the times.

    Attributes:
        identifier: Identifier of the item, chosen by its author and unique among items.
        title: Title of the item for authors and lists. It is not part of the question.
        type_: How an item is answered. Each name stands for the interaction of the standard that is called so:
            `choice` for qti-choice-interaction, and so on. The platform's document names those up to `upload`; the
            others are the rest of the standard. Items from XML can have interactions that the standard does not know,
            by their own names.
        format_: Says in a creation that the item is given in JSON, which is also what its absence means.
        qti_version: Version of the standard that the item follows.
        time_dependent: Whether the time that the answer takes has a part in the score.
        adaptive: Whether the item can be tried more than once in a session and keeps its outcomes between tries.
        pre_interaction: HTML that stands before the interaction.
        interaction: The part of an item that takes the answer. Interactions differ in what they need; properties that
            are not listed here are passed on.
        post_interaction: HTML that stands after the interaction.
        stimulus: Names a stimulus that an item needs.
        response_declarations: The variables that answers go into.
        outcome_declarations: The variables that scoring fills, such as SCORE and FEEDBACK.
        response_processing: How an answer is turned into outcomes.
        modal_feedback: Feedback that is shown by itself, once the answer is scored.
        feedback_inline: Feedback that appears within a line of the question.
        feedback_block: Feedback that appears as a block of the question.
        rubrics: Texts for those who score, take or supervise the item.
        metadata: What an item is about. Further properties may be added.
        raw_xml: The item as a QTI document. The server writes it.
        content: The document of an item as a tree.
        created_at: When the item was created.
        updated_at: When the item was last changed.
        field_v: The server's own count of changes.
    """
    identifier: str | None
    title: str | None
    type_: ItemType | str | None
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
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, AssessmentItem)
        v: Any
        d = self._begin()
        if (v := self.format_) is not None or "format" in d:
            d["format"] = v
        if (v := self.identifier) is not None or "identifier" in d:
            d["identifier"] = v
        if (v := self.title) is not None or "title" in d:
            d["title"] = v
        if (v := self.type_) is not None or "type" in d:
            d["type"] = v
        if (v := self.qti_version) is not None or "qtiVersion" in d:
            d["qtiVersion"] = v
        if (v := self.time_dependent) is not None or "timeDependent" in d:
            d["timeDependent"] = v
        if (v := self.adaptive) is not None or "adaptive" in d:
            d["adaptive"] = v
        if (v := self.pre_interaction) is not None or "preInteraction" in d:
            d["preInteraction"] = v
        if (v := self.interaction) is not None or "interaction" in d:
            d["interaction"] = v.to_dict() if isinstance(v, Model) else v
        if (v := self.post_interaction) is not None or "postInteraction" in d:
            d["postInteraction"] = v
        if (v := self.stimulus) is not None or "stimulus" in d:
            d["stimulus"] = v.to_dict() if isinstance(v, Model) else v
        if (v := self.response_declarations) is not None or "responseDeclarations" in d:
            d["responseDeclarations"] = [i.to_dict() if isinstance(i, Model) else i for i in v] if isinstance(v, (list, tuple)) else v
        if (v := self.outcome_declarations) is not None or "outcomeDeclarations" in d:
            d["outcomeDeclarations"] = [i.to_dict() if isinstance(i, Model) else i for i in v] if isinstance(v, (list, tuple)) else v
        if (v := self.response_processing) is not None or "responseProcessing" in d:
            d["responseProcessing"] = v.to_dict() if isinstance(v, Model) else v
        if (v := self.modal_feedback) is not None or "modalFeedback" in d:
            d["modalFeedback"] = [i.to_dict() if isinstance(i, Model) else i for i in v] if isinstance(v, (list, tuple)) else v
        if (v := self.feedback_inline) is not None or "feedbackInline" in d:
            d["feedbackInline"] = [i.to_dict() if isinstance(i, Model) else i for i in v] if isinstance(v, (list, tuple)) else v
        if (v := self.feedback_block) is not None or "feedbackBlock" in d:
            d["feedbackBlock"] = [i.to_dict() if isinstance(i, Model) else i for i in v] if isinstance(v, (list, tuple)) else v
        if (v := self.rubrics) is not None or "rubrics" in d:
            d["rubrics"] = [i.to_dict() if isinstance(i, Model) else i for i in v] if isinstance(v, (list, tuple)) else v
        if (v := self.metadata) is not None or "metadata" in d:
            d["metadata"] = v.to_dict() if isinstance(v, Model) else v
        if (v := self.raw_xml) is not None or "rawXml" in d:
            d["rawXml"] = v
        if (v := self.content) is not None or "content" in d:
            d["content"] = v.to_dict() if isinstance(v, Model) else v
        if (v := self.created_at) is not None or "createdAt" in d:
            d["createdAt"] = from_moment(v, d.get("createdAt"))
        if (v := self.updated_at) is not None or "updatedAt" in d:
            d["updatedAt"] = from_moment(v, d.get("updatedAt"))
        if (v := self.field_v) is not None or "__v" in d:
            d["__v"] = v
        return self._finish(d)

    def _read_inside(self, d: dict[str, Any]) -> None:
        v: Any
        self.interaction = parse_interaction(v, True) if type(v := d.get("interaction")) is dict else v
        self.stimulus = parse_stimulus_reference(v) if type(v := d.get("stimulus")) is dict else v
        self.response_declarations = ([parse_response_declaration(i, True) if type(i) is dict else i for i in v] if v else v) if type(v := d.get("responseDeclarations")) is list else v
        self.outcome_declarations = ([parse_outcome_declaration(i, True) if type(i) is dict else i for i in v] if v else v) if type(v := d.get("outcomeDeclarations")) is list else v
        self.response_processing = parse_response_processing(v, True) if type(v := d.get("responseProcessing")) is dict else v
        self.modal_feedback = ([parse_modal_feedback(i) if type(i) is dict else i for i in v] if v else v) if type(v := d.get("modalFeedback")) is list else v
        self.feedback_inline = ([parse_embedded_feedback(i) if type(i) is dict else i for i in v] if v else v) if type(v := d.get("feedbackInline")) is list else v
        self.feedback_block = ([parse_embedded_feedback(i) if type(i) is dict else i for i in v] if v else v) if type(v := d.get("feedbackBlock")) is list else v
        self.rubrics = ([parse_rubric(i) if type(i) is dict else i for i in v] if v else v) if type(v := d.get("rubrics")) is list else v
        self.metadata = parse_item_metadata(v, True) if type(v := d.get("metadata")) is dict else v
        self.content = parse_item_content(v, True) if type(v := d.get("content")) is dict else v

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> AssessmentItem:
        return parse_assessment_item(data)


def parse_assessment_item(d: dict[str, Any], whole: bool = False) -> AssessmentItem:
    self: AssessmentItem = new(_AssessmentItem)
    self._raw = d
    self._changed = None
    self.format_ = d.get("format")
    self.identifier = d.get("identifier")
    self.title = d.get("title")
    self.type_ = as_item_type(v, v) if type(v := d.get("type")) is str else v
    self.qti_version = d.get("qtiVersion")
    self.time_dependent = d.get("timeDependent")
    self.adaptive = d.get("adaptive")
    self.pre_interaction = d.get("preInteraction")
    self.post_interaction = d.get("postInteraction")
    self.raw_xml = d.get("rawXml")
    self.created_at = to_datetime(v) if type(v := d.get("createdAt")) is str else v
    self.updated_at = to_datetime(v) if type(v := d.get("updatedAt")) is str else v
    self.field_v = d.get("__v")
    if whole:
        self._read_inside(d)
        self._changed = set()
    self.__class__ = AssessmentItem
    return self


from timeback_api.qti.models.embedded_feedback import EmbeddedFeedback, parse_embedded_feedback  # noqa: E402
from timeback_api.qti.models.interaction import Interaction, parse_interaction  # noqa: E402
from timeback_api.qti.models.item_content import ItemContent, parse_item_content  # noqa: E402
from timeback_api.qti.models.item_metadata import ItemMetadata, parse_item_metadata  # noqa: E402
from timeback_api.qti.models.item_type import ItemType, as_item_type  # noqa: E402
from timeback_api.qti.models.modal_feedback import ModalFeedback, parse_modal_feedback  # noqa: E402
from timeback_api.qti.models.outcome_declaration import OutcomeDeclaration, parse_outcome_declaration  # noqa: E402
from timeback_api.qti.models.response_declaration import ResponseDeclaration, parse_response_declaration  # noqa: E402
from timeback_api.qti.models.response_processing import ResponseProcessing, parse_response_processing  # noqa: E402
from timeback_api.qti.models.rubric import Rubric, parse_rubric  # noqa: E402
from timeback_api.qti.models.stimulus_reference import StimulusReference, parse_stimulus_reference  # noqa: E402

_AssessmentItem = seed(AssessmentItem)
AssessmentItem.FIELDS = {
    "format_": Field("format", Text(0, "^json$")),
    "identifier": Field("identifier", TEXT, True),
    "title": Field("title", TEXT, True),
    "type_": Field("type", Choice(ItemType, "^[A-Za-z_][A-Za-z0-9_.\\-]*$"), True),
    "qti_version": Field("qtiVersion", TEXT),
    "time_dependent": Field("timeDependent", FLAG),
    "adaptive": Field("adaptive", FLAG),
    "pre_interaction": Field("preInteraction", TEXT),
    "interaction": Field("interaction", One(Interaction)),
    "post_interaction": Field("postInteraction", TEXT),
    "stimulus": Field("stimulus", One(StimulusReference)),
    "response_declarations": Field("responseDeclarations", Many(One(ResponseDeclaration))),
    "outcome_declarations": Field("outcomeDeclarations", Many(One(OutcomeDeclaration))),
    "response_processing": Field("responseProcessing", One(ResponseProcessing)),
    "modal_feedback": Field("modalFeedback", Many(One(ModalFeedback))),
    "feedback_inline": Field("feedbackInline", Many(One(EmbeddedFeedback))),
    "feedback_block": Field("feedbackBlock", Many(One(EmbeddedFeedback))),
    "rubrics": Field("rubrics", Many(One(Rubric))),
    "metadata": Field("metadata", One(ItemMetadata)),
    "raw_xml": Field("rawXml", TEXT),
    "content": Field("content", One(ItemContent)),
    "created_at": Field("createdAt", MOMENT),
    "updated_at": Field("updatedAt", MOMENT),
    "field_v": Field("__v", NUMBER),
}
AssessmentItem.INSIDE = {
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
AssessmentItem.FILTERS = frozenset({"metadata.difficulty", "metadata.grade", "metadata.subject"})
