"""An event or an entity."""

from __future__ import annotations

from typing import Any

from timeback_api.events.models.completed_activity_event import CompletedActivityEvent, parse_completed_activity_event
from timeback_api.events.models.entity import Entity, parse_entity
from timeback_api.events.models.event import Event, parse_event
from timeback_api.events.models.question_event import QuestionEvent, parse_question_event
from timeback_api.events.models.question_grade_event import QuestionGradeEvent, parse_question_grade_event
from timeback_api.events.models.spent_time_event import SpentTimeEvent, parse_spent_time_event

EnvelopeItem = CompletedActivityEvent | SpentTimeEvent | QuestionEvent | QuestionGradeEvent | Event | Entity

_PARSERS: dict[Any, Any] = {
    "ActivityEvent": parse_completed_activity_event,
    "TimeSpentEvent": parse_spent_time_event,
    "AssessmentItemEvent": parse_question_event,
    "GradeEvent": parse_question_grade_event,
    "AnnotationEvent": parse_event,
    "AssessmentEvent": parse_event,
    "AssignableEvent": parse_event,
    "Event": parse_event,
    "FeedbackEvent": parse_event,
    "ForumEvent": parse_event,
    "MediaEvent": parse_event,
    "MessageEvent": parse_event,
    "NavigationEvent": parse_event,
    "QuestionnaireEvent": parse_event,
    "QuestionnaireItemEvent": parse_event,
    "ResourceManagementEvent": parse_event,
    "SearchEvent": parse_event,
    "SessionEvent": parse_event,
    "SurveyEvent": parse_event,
    "SurveyInvitationEvent": parse_event,
    "ThreadEvent": parse_event,
    "ToolLaunchEvent": parse_event,
    "ToolUseEvent": parse_event,
    "ViewEvent": parse_event,
    "Entity": parse_entity,
}


def parse_envelope_item(data: dict[str, Any]) -> Any:
    """Parse the variant that ``type`` names. An unknown variant stays a dictionary."""
    variant = data.get("type")
    parse = _PARSERS.get(variant) if isinstance(variant, str) else None
    return parse(data) if parse is not None else data
