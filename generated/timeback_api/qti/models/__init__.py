"""Models. Each one is imported when its name is accessed for the first time."""

from typing import TYPE_CHECKING

from timeback_runtime.lazy import lazy

if TYPE_CHECKING:
    from timeback_api.common.models.difficulty import Difficulty as Difficulty
    from timeback_api.common.models.grade import Grade as Grade
    from timeback_api.common.models.learning_objective_set import LearningObjectiveSet as LearningObjectiveSet
    from timeback_api.common.models.message import Message as Message
    from timeback_api.common.models.ordering import Ordering as Ordering
    from timeback_api.qti.models.area_map_entry import AreaMapEntry as AreaMapEntry
    from timeback_api.qti.models.area_mapping import AreaMapping as AreaMapping
    from timeback_api.qti.models.area_shape import AreaShape as AreaShape
    from timeback_api.qti.models.assessment_item import AssessmentItem as AssessmentItem
    from timeback_api.qti.models.assessment_item_list import AssessmentItemList as AssessmentItemList
    from timeback_api.qti.models.assessment_item_xml import AssessmentItemXml as AssessmentItemXml
    from timeback_api.qti.models.assessment_test import AssessmentTest as AssessmentTest
    from timeback_api.qti.models.assessment_test_list import AssessmentTestList as AssessmentTestList
    from timeback_api.qti.models.base_type import BaseType as BaseType
    from timeback_api.qti.models.card_attributes import CardAttributes as CardAttributes
    from timeback_api.qti.models.card_element import CardElement as CardElement
    from timeback_api.qti.models.cardinality import Cardinality as Cardinality
    from timeback_api.qti.models.catalog_attributes import CatalogAttributes as CatalogAttributes
    from timeback_api.qti.models.catalog_element import CatalogElement as CatalogElement
    from timeback_api.qti.models.catalog_info import CatalogInfo as CatalogInfo
    from timeback_api.qti.models.catalog_info_element import CatalogInfoElement as CatalogInfoElement
    from timeback_api.qti.models.choice import Choice as Choice
    from timeback_api.qti.models.correct_response import CorrectResponse as CorrectResponse
    from timeback_api.qti.models.correct_response_element import CorrectResponseElement as CorrectResponseElement
    from timeback_api.qti.models.declaration_attributes import DeclarationAttributes as DeclarationAttributes
    from timeback_api.qti.models.default_value import DefaultValue as DefaultValue
    from timeback_api.qti.models.default_value_element import DefaultValueElement as DefaultValueElement
    from timeback_api.qti.models.document_kind import DocumentKind as DocumentKind
    from timeback_api.qti.models.embedded_feedback import EmbeddedFeedback as EmbeddedFeedback
    from timeback_api.qti.models.error_issue import ErrorIssue as ErrorIssue
    from timeback_api.qti.models.error_meta import ErrorMeta as ErrorMeta
    from timeback_api.qti.models.error_reply import ErrorReply as ErrorReply
    from timeback_api.qti.models.feedback import Feedback as Feedback
    from timeback_api.qti.models.feedback_type import FeedbackType as FeedbackType
    from timeback_api.qti.models.inline_feedback_binding import InlineFeedbackBinding as InlineFeedbackBinding
    from timeback_api.qti.models.interaction import Interaction as Interaction
    from timeback_api.qti.models.interaction_attributes import InteractionAttributes as InteractionAttributes
    from timeback_api.qti.models.item_content import ItemContent as ItemContent
    from timeback_api.qti.models.item_element import ItemElement as ItemElement
    from timeback_api.qti.models.item_element_attributes import ItemElementAttributes as ItemElementAttributes
    from timeback_api.qti.models.item_metadata import ItemMetadata as ItemMetadata
    from timeback_api.qti.models.item_order import ItemOrder as ItemOrder
    from timeback_api.qti.models.item_reference import ItemReference as ItemReference
    from timeback_api.qti.models.item_reference_attributes import ItemReferenceAttributes as ItemReferenceAttributes
    from timeback_api.qti.models.item_reference_element import ItemReferenceElement as ItemReferenceElement
    from timeback_api.qti.models.item_response import ItemResponse as ItemResponse
    from timeback_api.qti.models.item_result import ItemResult as ItemResult
    from timeback_api.qti.models.item_sort_field import ItemSortField as ItemSortField
    from timeback_api.qti.models.item_type import ItemType as ItemType
    from timeback_api.qti.models.map_entry import MapEntry as MapEntry
    from timeback_api.qti.models.modal_feedback import ModalFeedback as ModalFeedback
    from timeback_api.qti.models.navigation_mode import NavigationMode as NavigationMode
    from timeback_api.qti.models.new_assessment_item import NewAssessmentItem as NewAssessmentItem
    from timeback_api.qti.models.outcome_declaration import OutcomeDeclaration as OutcomeDeclaration
    from timeback_api.qti.models.outcome_declaration_element import (
        OutcomeDeclarationElement as OutcomeDeclarationElement,
    )
    from timeback_api.qti.models.processing_template import ProcessingTemplate as ProcessingTemplate
    from timeback_api.qti.models.question_reference import QuestionReference as QuestionReference
    from timeback_api.qti.models.question_structure import QuestionStructure as QuestionStructure
    from timeback_api.qti.models.response_declaration import ResponseDeclaration as ResponseDeclaration
    from timeback_api.qti.models.response_declaration_element import (
        ResponseDeclarationElement as ResponseDeclarationElement,
    )
    from timeback_api.qti.models.response_feedback import ResponseFeedback as ResponseFeedback
    from timeback_api.qti.models.response_mapping import ResponseMapping as ResponseMapping
    from timeback_api.qti.models.response_processing import ResponseProcessing as ResponseProcessing
    from timeback_api.qti.models.rubric import Rubric as Rubric
    from timeback_api.qti.models.section import Section as Section
    from timeback_api.qti.models.section_attributes import SectionAttributes as SectionAttributes
    from timeback_api.qti.models.section_element import SectionElement as SectionElement
    from timeback_api.qti.models.section_list import SectionList as SectionList
    from timeback_api.qti.models.show_hide import ShowHide as ShowHide
    from timeback_api.qti.models.sort_field import SortField as SortField
    from timeback_api.qti.models.stimulus import Stimulus as Stimulus
    from timeback_api.qti.models.stimulus_content import StimulusContent as StimulusContent
    from timeback_api.qti.models.stimulus_element import StimulusElement as StimulusElement
    from timeback_api.qti.models.stimulus_element_attributes import (
        StimulusElementAttributes as StimulusElementAttributes,
    )
    from timeback_api.qti.models.stimulus_list import StimulusList as StimulusList
    from timeback_api.qti.models.stimulus_reference import StimulusReference as StimulusReference
    from timeback_api.qti.models.stimulus_reference_element import StimulusReferenceElement as StimulusReferenceElement
    from timeback_api.qti.models.stylesheet import Stylesheet as Stylesheet
    from timeback_api.qti.models.stylesheet_element import StylesheetElement as StylesheetElement
    from timeback_api.qti.models.submission_mode import SubmissionMode as SubmissionMode
    from timeback_api.qti.models.test_content import TestContent as TestContent
    from timeback_api.qti.models.test_declaration_attributes import (
        TestDeclarationAttributes as TestDeclarationAttributes,
    )
    from timeback_api.qti.models.test_element import TestElement as TestElement
    from timeback_api.qti.models.test_element_attributes import TestElementAttributes as TestElementAttributes
    from timeback_api.qti.models.test_metadata import TestMetadata as TestMetadata
    from timeback_api.qti.models.test_outcome_declaration import TestOutcomeDeclaration as TestOutcomeDeclaration
    from timeback_api.qti.models.test_outcome_declaration_element import (
        TestOutcomeDeclarationElement as TestOutcomeDeclarationElement,
    )
    from timeback_api.qti.models.test_part import TestPart as TestPart
    from timeback_api.qti.models.test_part_attributes import TestPartAttributes as TestPartAttributes
    from timeback_api.qti.models.test_part_content import TestPartContent as TestPartContent
    from timeback_api.qti.models.test_part_element import TestPartElement as TestPartElement
    from timeback_api.qti.models.test_part_list import TestPartList as TestPartList
    from timeback_api.qti.models.test_question import TestQuestion as TestQuestion
    from timeback_api.qti.models.test_question_list import TestQuestionList as TestQuestionList
    from timeback_api.qti.models.validation_batch import ValidationBatch as ValidationBatch
    from timeback_api.qti.models.validation_request import ValidationRequest as ValidationRequest
    from timeback_api.qti.models.validation_result import ValidationResult as ValidationResult
    from timeback_api.qti.models.validation_results import ValidationResults as ValidationResults

_NAMES = {
    "AreaMapEntry": ".area_map_entry",
    "AreaMapping": ".area_mapping",
    "AreaShape": ".area_shape",
    "AssessmentItem": ".assessment_item",
    "AssessmentItemList": ".assessment_item_list",
    "AssessmentItemXml": ".assessment_item_xml",
    "AssessmentTest": ".assessment_test",
    "AssessmentTestList": ".assessment_test_list",
    "BaseType": ".base_type",
    "CardAttributes": ".card_attributes",
    "CardElement": ".card_element",
    "Cardinality": ".cardinality",
    "CatalogAttributes": ".catalog_attributes",
    "CatalogElement": ".catalog_element",
    "CatalogInfo": ".catalog_info",
    "CatalogInfoElement": ".catalog_info_element",
    "Choice": ".choice",
    "CorrectResponse": ".correct_response",
    "CorrectResponseElement": ".correct_response_element",
    "DeclarationAttributes": ".declaration_attributes",
    "DefaultValue": ".default_value",
    "DefaultValueElement": ".default_value_element",
    "Difficulty": "...common.models.difficulty",
    "DocumentKind": ".document_kind",
    "EmbeddedFeedback": ".embedded_feedback",
    "ErrorIssue": ".error_issue",
    "ErrorMeta": ".error_meta",
    "ErrorReply": ".error_reply",
    "Feedback": ".feedback",
    "FeedbackType": ".feedback_type",
    "Grade": "...common.models.grade",
    "InlineFeedbackBinding": ".inline_feedback_binding",
    "Interaction": ".interaction",
    "InteractionAttributes": ".interaction_attributes",
    "ItemContent": ".item_content",
    "ItemElement": ".item_element",
    "ItemElementAttributes": ".item_element_attributes",
    "ItemMetadata": ".item_metadata",
    "ItemOrder": ".item_order",
    "ItemReference": ".item_reference",
    "ItemReferenceAttributes": ".item_reference_attributes",
    "ItemReferenceElement": ".item_reference_element",
    "ItemResponse": ".item_response",
    "ItemResult": ".item_result",
    "ItemSortField": ".item_sort_field",
    "ItemType": ".item_type",
    "LearningObjectiveSet": "...common.models.learning_objective_set",
    "MapEntry": ".map_entry",
    "Message": "...common.models.message",
    "ModalFeedback": ".modal_feedback",
    "NavigationMode": ".navigation_mode",
    "NewAssessmentItem": ".new_assessment_item",
    "Ordering": "...common.models.ordering",
    "OutcomeDeclaration": ".outcome_declaration",
    "OutcomeDeclarationElement": ".outcome_declaration_element",
    "ProcessingTemplate": ".processing_template",
    "QuestionReference": ".question_reference",
    "QuestionStructure": ".question_structure",
    "ResponseDeclaration": ".response_declaration",
    "ResponseDeclarationElement": ".response_declaration_element",
    "ResponseFeedback": ".response_feedback",
    "ResponseMapping": ".response_mapping",
    "ResponseProcessing": ".response_processing",
    "Rubric": ".rubric",
    "Section": ".section",
    "SectionAttributes": ".section_attributes",
    "SectionElement": ".section_element",
    "SectionList": ".section_list",
    "ShowHide": ".show_hide",
    "SortField": ".sort_field",
    "Stimulus": ".stimulus",
    "StimulusContent": ".stimulus_content",
    "StimulusElement": ".stimulus_element",
    "StimulusElementAttributes": ".stimulus_element_attributes",
    "StimulusList": ".stimulus_list",
    "StimulusReference": ".stimulus_reference",
    "StimulusReferenceElement": ".stimulus_reference_element",
    "Stylesheet": ".stylesheet",
    "StylesheetElement": ".stylesheet_element",
    "SubmissionMode": ".submission_mode",
    "TestContent": ".test_content",
    "TestDeclarationAttributes": ".test_declaration_attributes",
    "TestElement": ".test_element",
    "TestElementAttributes": ".test_element_attributes",
    "TestMetadata": ".test_metadata",
    "TestOutcomeDeclaration": ".test_outcome_declaration",
    "TestOutcomeDeclarationElement": ".test_outcome_declaration_element",
    "TestPart": ".test_part",
    "TestPartAttributes": ".test_part_attributes",
    "TestPartContent": ".test_part_content",
    "TestPartElement": ".test_part_element",
    "TestPartList": ".test_part_list",
    "TestQuestion": ".test_question",
    "TestQuestionList": ".test_question_list",
    "ValidationBatch": ".validation_batch",
    "ValidationRequest": ".validation_request",
    "ValidationResult": ".validation_result",
    "ValidationResults": ".validation_results",
}

__getattr__ = lazy(__name__, _NAMES)


def __dir__() -> list[str]:
    return list(_NAMES)
