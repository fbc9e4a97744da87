"""QTI: items, tests and stimuli."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from timeback_api.qti import models as _qti
from timeback_client._facade import Facade, Json, caseless, enumeration

QTIInteractionType = enumeration("QTIInteractionType", _qti.ItemType, __name__, CUSTOM="custom")
QTICardinalityType = enumeration("QTICardinalityType", _qti.Cardinality, __name__)

_cardinality = caseless(_qti.Cardinality)
_base_type = caseless(_qti.BaseType)


class QTIObjectAttributes(Facade, names="data height width type mediaType", required="data height width type"):
    """An image or other object of an interaction."""


class QTIChoice(Facade, of=_qti.Choice, required="identifier content"):
    """One of the answers that can be chosen."""


class QTIQuestionStructure(Facade, of=_qti.QuestionStructure, required="prompt", nested={"choices": QTIChoice}):
    """A question and its choices."""


class QTIResponseDeclaration(
    Facade,
    of=_qti.ResponseDeclaration,
    required="identifier cardinality baseType",
    nested={"cardinality": _cardinality, "baseType": _base_type},
):
    """What an answer looks like, and which is right."""

    def serialize_cardinality(self, cardinality: str, _info: Any = None) -> Any:
        """The cardinality as the platform spells it."""
        return _cardinality(cardinality)

    def serialize_base_type(self, baseType: str, _info: Any = None) -> Any:  # noqa: N803 - the older client's name
        """The base type as the platform spells it."""
        return _base_type(baseType)


class QTIOutcomeDeclaration(Facade, of=_qti.TestOutcomeDeclaration, required="identifier cardinality baseType"):
    """A value that scoring sets."""


class QTIElement(Facade, names="type content identifier responseIdentifier", required="type content"):
    """A part of an item's body."""


class QTIFeedbackBlock(
    Facade,
    of=_qti.EmbeddedFeedback,
    required="outcomeIdentifier identifier content",
    defaults={"showHide": "show"},
):
    """Feedback that is shown or hidden by an outcome."""


class QTIRubric(Facade, of=_qti.Rubric, required="use view body"):
    """Instructions for those who take or score an item."""


class QTIInlineFeedback(Facade, of=_qti.InlineFeedbackBinding, required="outcomeIdentifier variableIdentifier"):
    """Which variable drives inline feedback."""


class QTIResponseProcessing(
    Facade,
    of=_qti.ResponseProcessing,
    required="templateType responseDeclarationIdentifier outcomeIdentifier",
    nested={"inlineFeedback": QTIInlineFeedback},
):
    """How an answer becomes a score."""


class CatalogEntry(Facade, of=_qti.CatalogInfo, required="id support content"):
    """A support for those who need it, such as a spoken text."""


class QTIStimulus(
    Facade,
    of=_qti.Stimulus,
    names="identifier title language content catalog_info=catalogInfo raw_xml=rawXml created_at=createdAt "
    "updated_at=updatedAt is_valid_xml=isValidXml",
    required="identifier",
    nested={"catalog_info": CatalogEntry},
):
    """Material that several items refer to. An item refers to one by its identifier alone."""


class QTIItemBody(Facade, names="elements", nested={"elements": QTIElement}, defaults={"elements": list}):
    """The content of an item."""


def _structure(value: Any) -> Any:
    if not isinstance(value, Mapping):
        return value
    try:
        return QTIQuestionStructure(**value)
    except ValueError:
        return dict(value)


class QTIInteraction(
    Facade,
    of=_qti.Interaction,
    names="object lower_bound=lower-bound upper_bound=upper-bound step step_label=step-label orientation reverse "
    "minPlays maxPlays autostart loop",
    required="type responseIdentifier",
    nested={"type": QTIInteractionType, "object": QTIObjectAttributes, "questionStructure": _structure},
    extra="allow",
):
    """What is asked, and how it is answered."""

    model_config: ClassVar[Json] = {"populate_by_name": True, "extra": "allow"}

    def model_post_init(self, _context: Any) -> None:
        mine = self.__dict__
        if self.type == "choice" and mine["maxChoices"] is None:
            mine["maxChoices"] = 1
        if self.type in ("choice", "order", "associate", "match") and mine["shuffle"] is None:
            mine["shuffle"] = False


class QTIAssessmentItem(
    Facade,
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
    """A question."""

    def serialize_interaction(self, interaction: Any, _info: Any = None) -> Any:
        """The interaction as it is sent; its type is the item's where it has none."""
        if interaction is None:
            return None
        data = interaction.to_dict() if isinstance(interaction, Facade) else dict(interaction)
        return {"type": self.type, **data}


class QTIItemRef(
    Facade,
    of=_qti.ItemReference,
    names="identifier href required fixed class_=class category",
    required="identifier href",
):
    """A test's reference to an item."""


class QTISection(
    Facade,
    of=_qti.Section,
    names="class_=class keep_together=keep-together",
    required="identifier title",
    nested={"qti_assessment_item_ref": QTIItemRef},
    defaults={"visible": True},
):
    """Items of a test part that belong together."""


class QTITestPart(
    Facade,
    of=_qti.TestPart,
    required="identifier qti_assessment_section",
    nested={"qti_assessment_section": QTISection},
    defaults={"navigationMode": "linear", "submissionMode": "individual"},
):
    """A part of a test."""


class QTIAssessmentTest(
    Facade,
    of=_qti.AssessmentTest,
    required="identifier title qti_test_part",
    nested={"qti_test_part": QTITestPart, "qti_outcome_declaration": QTIOutcomeDeclaration},
):
    """A test."""
