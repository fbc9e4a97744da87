"""Models of the older client, one module for each type of object; the names below are also exported here."""

from __future__ import annotations

from timeback_client.models.assessment_result import (
    AssessmentMetadata,
    AssessmentResult,
    AssessmentResultsResponse,
    AssessmentType,
    LearningObjectiveResult,
    LearningObjectiveSet,
    ScoreStatus,
)
from timeback_client.models.caliper import (
    TimebackActivityContext,
    TimebackTimeSpentEvent,
    TimebackTimeSpentMetricsCollection,
    TimebackUser,
    TimeSpentMetric,
    TimeSpentType,
)
from timeback_client.models.lesson_plan import ComponentProgress, LessonPlan, LessonPlanComponent, LessonPlanResource

__all__ = [
    "AssessmentMetadata",
    "AssessmentResult",
    "AssessmentResultsResponse",
    "AssessmentType",
    "ComponentProgress",
    "LearningObjectiveResult",
    "LearningObjectiveSet",
    "LessonPlan",
    "LessonPlanComponent",
    "LessonPlanResource",
    "ScoreStatus",
    "TimeSpentMetric",
    "TimeSpentType",
    "TimebackActivityContext",
    "TimebackTimeSpentEvent",
    "TimebackTimeSpentMetricsCollection",
    "TimebackUser",
]
