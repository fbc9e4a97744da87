"""Models. Each one is imported when its name is accessed for the first time."""

from typing import TYPE_CHECKING

from timeback_runtime.lazy import lazy

if TYPE_CHECKING:
    from timeback_api.common.models.assessment_line_item import AssessmentLineItem as AssessmentLineItem
    from timeback_api.common.models.imsx_code_minor import ImsxCodeMinor as ImsxCodeMinor
    from timeback_api.common.models.imsx_code_minor_field import ImsxCodeMinorField as ImsxCodeMinorField
    from timeback_api.common.models.imsx_error import ImsxError as ImsxError
    from timeback_api.common.models.learning_objective_result import LearningObjectiveResult as LearningObjectiveResult
    from timeback_api.common.models.learning_objective_score_set import (
        LearningObjectiveScoreSet as LearningObjectiveScoreSet,
    )
    from timeback_api.common.models.learning_objective_set import LearningObjectiveSet as LearningObjectiveSet
    from timeback_api.common.models.ordering import Ordering as Ordering
    from timeback_api.common.models.reference import Reference as Reference
    from timeback_api.common.models.score_status import ScoreStatus as ScoreStatus
    from timeback_api.common.models.sourced_id_pair import SourcedIdPair as SourcedIdPair
    from timeback_api.common.models.sourced_id_pairs_reply import SourcedIdPairsReply as SourcedIdPairsReply
    from timeback_api.common.models.status import Status as Status
    from timeback_api.gradebook.models.assessment_line_item_list import AssessmentLineItemList as AssessmentLineItemList
    from timeback_api.gradebook.models.assessment_result import AssessmentResult as AssessmentResult
    from timeback_api.gradebook.models.assessment_result_list import AssessmentResultList as AssessmentResultList
    from timeback_api.gradebook.models.category import Category as Category
    from timeback_api.gradebook.models.category_list import CategoryList as CategoryList
    from timeback_api.gradebook.models.line_item import LineItem as LineItem
    from timeback_api.gradebook.models.line_item_batch import LineItemBatch as LineItemBatch
    from timeback_api.gradebook.models.line_item_list import LineItemList as LineItemList
    from timeback_api.gradebook.models.result import Result as Result
    from timeback_api.gradebook.models.result_batch import ResultBatch as ResultBatch
    from timeback_api.gradebook.models.result_list import ResultList as ResultList
    from timeback_api.gradebook.models.score_scale import ScoreScale as ScoreScale
    from timeback_api.gradebook.models.score_scale_list import ScoreScaleList as ScoreScaleList
    from timeback_api.gradebook.models.score_scale_value import ScoreScaleValue as ScoreScaleValue
    from timeback_api.gradebook.models.single_assessment_line_item import (
        SingleAssessmentLineItem as SingleAssessmentLineItem,
    )
    from timeback_api.gradebook.models.single_assessment_result import SingleAssessmentResult as SingleAssessmentResult
    from timeback_api.gradebook.models.single_category import SingleCategory as SingleCategory
    from timeback_api.gradebook.models.single_line_item import SingleLineItem as SingleLineItem
    from timeback_api.gradebook.models.single_result import SingleResult as SingleResult
    from timeback_api.gradebook.models.single_score_scale import SingleScoreScale as SingleScoreScale
    from timeback_api.gradebook.models.sourced_id_pair_set_reply import SourcedIdPairSetReply as SourcedIdPairSetReply
    from timeback_api.gradebook.models.text_flag import TextFlag as TextFlag

_NAMES = {
    "AssessmentLineItem": "...common.models.assessment_line_item",
    "AssessmentLineItemList": ".assessment_line_item_list",
    "AssessmentResult": ".assessment_result",
    "AssessmentResultList": ".assessment_result_list",
    "Category": ".category",
    "CategoryList": ".category_list",
    "ImsxCodeMinor": "...common.models.imsx_code_minor",
    "ImsxCodeMinorField": "...common.models.imsx_code_minor_field",
    "ImsxError": "...common.models.imsx_error",
    "LearningObjectiveResult": "...common.models.learning_objective_result",
    "LearningObjectiveScoreSet": "...common.models.learning_objective_score_set",
    "LearningObjectiveSet": "...common.models.learning_objective_set",
    "LineItem": ".line_item",
    "LineItemBatch": ".line_item_batch",
    "LineItemList": ".line_item_list",
    "Ordering": "...common.models.ordering",
    "Reference": "...common.models.reference",
    "Result": ".result",
    "ResultBatch": ".result_batch",
    "ResultList": ".result_list",
    "ScoreScale": ".score_scale",
    "ScoreScaleList": ".score_scale_list",
    "ScoreScaleValue": ".score_scale_value",
    "ScoreStatus": "...common.models.score_status",
    "SingleAssessmentLineItem": ".single_assessment_line_item",
    "SingleAssessmentResult": ".single_assessment_result",
    "SingleCategory": ".single_category",
    "SingleLineItem": ".single_line_item",
    "SingleResult": ".single_result",
    "SingleScoreScale": ".single_score_scale",
    "SourcedIdPair": "...common.models.sourced_id_pair",
    "SourcedIdPairSetReply": ".sourced_id_pair_set_reply",
    "SourcedIdPairsReply": "...common.models.sourced_id_pairs_reply",
    "Status": "...common.models.status",
    "TextFlag": ".text_flag",
}

__getattr__ = lazy(__name__, _NAMES)


def __dir__() -> list[str]:
    return list(_NAMES)
