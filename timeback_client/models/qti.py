"""QTI: items, tests and stimuli."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from timeback_api.qti import models as _qti
from timeback_client._compat_model import CompatModel, Json, caseless, enumeration

QTIInteractionType = enumeration("QTIInteractionType", _qti.ItemType, __name__, CUSTOM="custom")
QTICardinalityType = enumeration("QTICardinalityType", _qti.Cardinality, __name__)

_cardinality = caseless(_qti.Cardinality)
_base_type = caseless(_qti.BaseType)


class QTIObjectAttributes(CompatModel, names="data height width type mediaType", required="data height width type"):
    """An image or other object of an interaction."""


class QTIChoice(CompatModel, of=_qti.Choice, required="identifier content"):
    """One choice of an interaction."""


class QTIQuestionStructure(CompatModel, of=_qti.QuestionStructure, required="prompt", nested={"choices": QTIChoice}):
    """An interaction: a question and its choices."""


class QTIResponseDeclaration(
    CompatModel,
    of=_qti.ResponseDeclaration,
    required="identifier cardinality baseType",
    nested={"cardinality": _cardinality, "baseType": _base_type},
):
    """The type of a response, and the correct response."""

    def serialize_cardinality(self, cardinality: str, _info: Any = None) -> Any:
        """Return the cardinality in the platform's spelling."""
        return _cardinality(cardinality)

    def serialize_base_type(self, baseType: str, _info: Any = None) -> Any:  # noqa: N803 - the older client's name
        """Return the base type in the platform's spelling."""
        return _base_type(baseType)


class QTIOutcomeDeclaration(CompatModel, of=_qti.TestOutcomeDeclaration, required="identifier cardinality baseType"):
    """A value that scoring sets."""


class QTIElement(CompatModel, names="type content identifier responseIdentifier", required="type content"):
    """A part of an item's body."""


class QTIFeedbackBlock(
    CompatModel,
    of=_qti.EmbeddedFeedback,
    required="outcomeIdentifier identifier content",
    defaults={"showHide": "show"},
):
    """Feedback that an outcome variable shows or hides."""


class QTIRubric(CompatModel, of=_qti.Rubric, required="use view body"):
    """Instructions for candidates or scorers of an item."""


class QTIInlineFeedback(CompatModel, of=_qti.InlineFeedbackBinding, required="outcomeIdentifier variableIdentifier"):
    """The variable that controls inline feedback."""


class QTIResponseProcessing(
    CompatModel,
    of=_qti.ResponseProcessing,
    required="templateType responseDeclarationIdentifier outcomeIdentifier",
    nested={"inlineFeedback": QTIInlineFeedback},
):
    """Response processing: how a response is scored."""


class CatalogEntry(CompatModel, of=_qti.CatalogInfo, required="id support content"):
    """Accessibility content, such as a spoken text."""


class QTIStimulus(
    CompatModel,
    of=_qti.Stimulus,
    names="identifier title language content catalog_info=catalogInfo raw_xml=rawXml created_at=createdAt "
    "updated_at=updatedAt is_valid_xml=isValidXml",
    required="identifier",
    nested={"catalog_info": CatalogEntry},
):
    """Shared material that items refer to by its identifier."""


class QTIItemBody(CompatModel, names="elements", nested={"elements": QTIElement}, defaults={"elements": list}):
    """The content of an item."""


def _structure(value: Any) -> Any:
    if not isinstance(value, Mapping):
        return value
    try:
        return QTIQuestionStructure(**value)
    except ValueError:
        return dict(value)


class QTIInteraction(
    CompatModel,
    of=_qti.Interaction,
    names="object lower_bound=lower-bound upper_bound=upper-bound step step_label=step-label orientation reverse "
    "minPlays maxPlays autostart loop",
    required="type responseIdentifier",
    nested={"type": QTIInteractionType, "object": QTIObjectAttributes, "questionStructure": _structure},
    extra="allow",
):
    """The body of an item: its content and interactions."""

    model_config: ClassVar[Json] = {"populate_by_name": True, "extra": "allow"}

    def model_post_init(self, _context: Any) -> None:
        mine = self.__dict__
        if self.type == "choice" and mine["maxChoices"] is None:
            mine["maxChoices"] = 1
        if self.type in ("choice", "order", "associate", "match") and mine["shuffle"] is None:
            mine["shuffle"] = False


class QTIAssessmentItem(
    CompatModel,
    of=_qti.AssessmentItem,
    names="itemBody",
    required="identifier",
    nested={
        "interaction": QTIInteraction,
        "responseDeclarations": QTIResponseDeclaration,
        "outcomeDeclarations": QTIOutcomeDeclaration,
        "responseProcessing": QTIResponseProcessing,
        "feedbackBlock": QTIFeedbackBlock,
        "rubrics": QTIRubric,
        "stimulus": QTIStimulus,
        "itemBody": QTIItemBody,
    },
):
    """An assessment item."""

    def serialize_interaction(self, interaction: Any, _info: Any = None) -> Any:
        """Return the interaction for a request body; its type defaults to that of the item."""
        if interaction is None:
            return None
        data = interaction.to_dict() if isinstance(interaction, CompatModel) else dict(interaction)
        return {"type": self.type, **data}


class QTIItemRef(
    CompatModel,
    of=_qti.ItemReference,
    names="identifier href required fixed class_=class category",
    required="identifier href",
):
    """A test's reference to an item."""


class QTISection(
    CompatModel,
    of=_qti.Section,
    names="class_=class keep_together=keep-together",
    required="identifier title",
    nested={"qti_assessment_item_ref": QTIItemRef},
    defaults={"visible": True},
):
    """A section: a group of items in a test part."""


class QTITestPart(
    CompatModel,
    of=_qti.TestPart,
    required="identifier qti_assessment_section",
    nested={"qti_assessment_section": QTISection},
    defaults={"navigationMode": "linear", "submissionMode": "individual"},
):
    """A part of a test."""


class QTIAssessmentTest(
    CompatModel,
    of=_qti.AssessmentTest,
    required="identifier title qti_test_part",
    nested={"qti_test_part": QTITestPart, "qti_outcome_declaration": QTIOutcomeDeclaration},
):
    """A test."""
