"""An event or an entity."""

from __future__ import annotations

from typing import TYPE_CHECKING

from timeback_api.events.models.completed_activity_event import CompletedActivityEvent
from timeback_api.events.models.entity import Entity
from timeback_api.events.models.event import Event
from timeback_api.events.models.question_event import QuestionEvent
from timeback_api.events.models.question_grade_event import QuestionGradeEvent
from timeback_api.events.models.spent_time_event import SpentTimeEvent
from timeback_runtime.model_validators import DiscriminatedUnion

if TYPE_CHECKING:
    from timeback_runtime.model import Model

EnvelopeItem = CompletedActivityEvent | SpentTimeEvent | QuestionEvent | QuestionGradeEvent | Event | Entity


def _models() -> dict[str | None, type[Model]]:
    return {
        "ActivityEvent": CompletedActivityEvent,
        "TimeSpentEvent": SpentTimeEvent,
        "AssessmentItemEvent": QuestionEvent,
        "GradeEvent": QuestionGradeEvent,
        "AnnotationEvent": Event,
        "AssessmentEvent": Event,
        "AssignableEvent": Event,
        "Event": Event,
        "FeedbackEvent": Event,
        "ForumEvent": Event,
        "MediaEvent": Event,
        "MessageEvent": Event,
        "NavigationEvent": Event,
        "QuestionnaireEvent": Event,
        "QuestionnaireItemEvent": Event,
        "ResourceManagementEvent": Event,
        "SearchEvent": Event,
        "SessionEvent": Event,
        "SurveyEvent": Event,
        "SurveyInvitationEvent": Event,
        "ThreadEvent": Event,
        "ToolLaunchEvent": Event,
        "ToolUseEvent": Event,
        "ViewEvent": Event,
        "Entity": Entity,
    }


ENVELOPE_ITEM = DiscriminatedUnion("type", _models)
parse_envelope_item = ENVELOPE_ITEM.parse
