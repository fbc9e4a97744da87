"""Models. Each one is imported when its name is accessed for the first time."""

from typing import TYPE_CHECKING

from timeback_runtime.lazy import lazy

if TYPE_CHECKING:
    from timeback_api.common.models.assessment_line_item import AssessmentLineItem as AssessmentLineItem
    from timeback_api.common.models.difficulty import Difficulty as Difficulty
    from timeback_api.common.models.grade import Grade as Grade
    from timeback_api.common.models.importance import Importance as Importance
    from timeback_api.common.models.imsx_code_minor import ImsxCodeMinor as ImsxCodeMinor
    from timeback_api.common.models.imsx_code_minor_field import ImsxCodeMinorField as ImsxCodeMinorField
    from timeback_api.common.models.imsx_error import ImsxError as ImsxError
    from timeback_api.common.models.learning_objective_result import LearningObjectiveResult as LearningObjectiveResult
    from timeback_api.common.models.learning_objective_score_set import (
        LearningObjectiveScoreSet as LearningObjectiveScoreSet,
    )
    from timeback_api.common.models.learning_objective_set import LearningObjectiveSet as LearningObjectiveSet
    from timeback_api.common.models.lesson_type import LessonType as LessonType
    from timeback_api.common.models.message import Message as Message
    from timeback_api.common.models.ordering import Ordering as Ordering
    from timeback_api.common.models.reference import Reference as Reference
    from timeback_api.common.models.score_status import ScoreStatus as ScoreStatus
    from timeback_api.common.models.sourced_id_pair import SourcedIdPair as SourcedIdPair
    from timeback_api.common.models.sourced_id_pairs_reply import SourcedIdPairsReply as SourcedIdPairsReply
    from timeback_api.common.models.status import Status as Status

_NAMES = {
    "AssessmentLineItem": "timeback_api.common.models.assessment_line_item",
    "Difficulty": "timeback_api.common.models.difficulty",
    "Grade": "timeback_api.common.models.grade",
    "Importance": "timeback_api.common.models.importance",
    "ImsxCodeMinor": "timeback_api.common.models.imsx_code_minor",
    "ImsxCodeMinorField": "timeback_api.common.models.imsx_code_minor_field",
    "ImsxError": "timeback_api.common.models.imsx_error",
    "LearningObjectiveResult": "timeback_api.common.models.learning_objective_result",
    "LearningObjectiveScoreSet": "timeback_api.common.models.learning_objective_score_set",
    "LearningObjectiveSet": "timeback_api.common.models.learning_objective_set",
    "LessonType": "timeback_api.common.models.lesson_type",
    "Message": "timeback_api.common.models.message",
    "Ordering": "timeback_api.common.models.ordering",
    "Reference": "timeback_api.common.models.reference",
    "ScoreStatus": "timeback_api.common.models.score_status",
    "SourcedIdPair": "timeback_api.common.models.sourced_id_pair",
    "SourcedIdPairsReply": "timeback_api.common.models.sourced_id_pairs_reply",
    "Status": "timeback_api.common.models.status",
}

__all__ = [
    "AssessmentLineItem",
    "Difficulty",
    "Grade",
    "Importance",
    "ImsxCodeMinor",
    "ImsxCodeMinorField",
    "ImsxError",
    "LearningObjectiveResult",
    "LearningObjectiveScoreSet",
    "LearningObjectiveSet",
    "LessonType",
    "Message",
    "Ordering",
    "Reference",
    "ScoreStatus",
    "SourcedIdPair",
    "SourcedIdPairsReply",
    "Status",
]

__getattr__ = lazy(__name__, _NAMES)


def __dir__() -> list[str]:
    return __all__
