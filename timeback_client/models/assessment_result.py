"""Assessment results."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from timeback_api.common.models import LearningObjectiveResult as _LearningObjectiveResult
from timeback_api.common.models import LearningObjectiveScoreSet as _LearningObjectiveScoreSet
from timeback_api.common.models import ScoreStatus as _ScoreStatus
from timeback_api.gradebook.models import AssessmentResult as _AssessmentResult
from timeback_api.gradebook.models import AssessmentResultList as _AssessmentResultList
from timeback_client._compat_model import CompatModel, Entity, Json, enumeration
from timeback_client.models.user import Reference, Status

__all__ = [
    "AssessmentLineItemRef",
    "AssessmentMetadata",
    "AssessmentResult",
    "AssessmentResultsResponse",
    "AssessmentType",
    "LearningObjectiveResult",
    "LearningObjectiveSet",
    "Reference",
    "ScoreScaleRef",
    "ScoreStatus",
    "Status",
    "StudentRef",
]

ScoreStatus = enumeration("ScoreStatus", _ScoreStatus, __name__)
AssessmentType = enumeration(
    "AssessmentType",
    ("BRACKETING", "MANUAL", "MAP_GROWTH", "MAP_SCREENING", "MAP_SCREENER", "TEST_OUT"),
    __name__,
)


class AssessmentLineItemRef(Reference, defaults={"type": "assessmentLineItem"}):
    """A reference to a line item."""


class StudentRef(Reference, defaults={"type": "student"}):
    """A reference to a student."""


class ScoreScaleRef(Reference, defaults={"type": "scoreScale"}):
    """A reference to a score scale."""


class LearningObjectiveResult(CompatModel, of=_LearningObjectiveResult, required="learningObjectiveId"):
    """The score for one learning objective."""


class LearningObjectiveSet(
    CompatModel,
    of=_LearningObjectiveScoreSet,
    required="source learningObjectiveResults",
    nested={"learningObjectiveResults": LearningObjectiveResult},
):
    """The scores for the learning objectives of one source."""


def _text(value: Any) -> Any:
    return value if isinstance(value, str) else str(value)


def _iso_time(value: Any) -> Any:
    if not isinstance(value, datetime):
        return value
    return value.isoformat() + ("" if value.tzinfo else "Z")


class AssessmentMetadata(
    CompatModel,
    names="studentEmail assignmentId assessmentType subject grade testname",
    nested={"assessmentType": AssessmentType, "assignmentId": _text},
    extra="allow",
):
    """Metadata that the platform's assessments add to a result."""

    model_config: ClassVar[Json] = {"extra": "allow"}


class AssessmentResult(
    Entity,
    of=_AssessmentResult,
    required="sourcedId assessmentLineItem student scoreDate scoreStatus",
    nested={
        "status": Status,
        "assessmentLineItem": AssessmentLineItemRef,
        "student": StudentRef,
        "scoreStatus": ScoreStatus,
        "scoreScale": ScoreScaleRef,
        "metadata": AssessmentMetadata,
        "learningObjectiveSet": LearningObjectiveSet,
        "scoreDate": _iso_time,
        "dateLastModified": _iso_time,
    },
    defaults={"status": Status.ACTIVE},
):
    """A student's score for an assessment line item."""


class AssessmentResultsResponse(
    CompatModel, of=_AssessmentResultList, required="assessmentResults", nested={"assessmentResults": AssessmentResult}
):
    """A page of assessment results."""
