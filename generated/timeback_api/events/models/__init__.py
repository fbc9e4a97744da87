"""Models. Each one is imported when its name is accessed for the first time."""

from typing import TYPE_CHECKING

from timeback_runtime.lazy import lazy

if TYPE_CHECKING:
    from timeback_api.common.models.outcome import Outcome as Outcome
    from timeback_api.common.models.subject import Subject as Subject
    from timeback_api.events.models.activity_context import ActivityContext as ActivityContext
    from timeback_api.events.models.activity_metric import ActivityMetric as ActivityMetric
    from timeback_api.events.models.activity_metric_type import ActivityMetricType as ActivityMetricType
    from timeback_api.events.models.activity_metrics import ActivityMetrics as ActivityMetrics
    from timeback_api.events.models.activity_progress import ActivityProgress as ActivityProgress
    from timeback_api.events.models.completed_activity_event import CompletedActivityEvent as CompletedActivityEvent
    from timeback_api.events.models.entity import Entity as Entity
    from timeback_api.events.models.envelope import Envelope as Envelope
    from timeback_api.events.models.envelope_item import EnvelopeItem as EnvelopeItem
    from timeback_api.events.models.event import Event as Event
    from timeback_api.events.models.event_context import EventContext as EventContext
    from timeback_api.events.models.event_id_pair import EventIdPair as EventIdPair
    from timeback_api.events.models.event_list import EventList as EventList
    from timeback_api.events.models.job import Job as Job
    from timeback_api.events.models.job_outcome import JobOutcome as JobOutcome
    from timeback_api.events.models.job_result import JobResult as JobResult
    from timeback_api.events.models.job_state import JobState as JobState
    from timeback_api.events.models.named_entity import NamedEntity as NamedEntity
    from timeback_api.events.models.pagination import Pagination as Pagination
    from timeback_api.events.models.profile import Profile as Profile
    from timeback_api.events.models.question import Question as Question
    from timeback_api.events.models.question_action import QuestionAction as QuestionAction
    from timeback_api.events.models.question_event import QuestionEvent as QuestionEvent
    from timeback_api.events.models.question_grade_event import QuestionGradeEvent as QuestionGradeEvent
    from timeback_api.events.models.question_response import QuestionResponse as QuestionResponse
    from timeback_api.events.models.receipt import Receipt as Receipt
    from timeback_api.events.models.score import Score as Score
    from timeback_api.events.models.single_event import SingleEvent as SingleEvent
    from timeback_api.events.models.single_job import SingleJob as SingleJob
    from timeback_api.events.models.spent_time_event import SpentTimeEvent as SpentTimeEvent
    from timeback_api.events.models.stored_event import StoredEvent as StoredEvent
    from timeback_api.events.models.time_spent_metric import TimeSpentMetric as TimeSpentMetric
    from timeback_api.events.models.time_spent_metrics import TimeSpentMetrics as TimeSpentMetrics
    from timeback_api.events.models.time_spent_type import TimeSpentType as TimeSpentType
    from timeback_api.events.models.timeback_role import TimebackRole as TimebackRole
    from timeback_api.events.models.timeback_user import TimebackUser as TimebackUser

_NAMES = {
    "ActivityContext": ".activity_context",
    "ActivityMetric": ".activity_metric",
    "ActivityMetricType": ".activity_metric_type",
    "ActivityMetrics": ".activity_metrics",
    "ActivityProgress": ".activity_progress",
    "CompletedActivityEvent": ".completed_activity_event",
    "Entity": ".entity",
    "Envelope": ".envelope",
    "EnvelopeItem": ".envelope_item",
    "Event": ".event",
    "EventContext": ".event_context",
    "EventIdPair": ".event_id_pair",
    "EventList": ".event_list",
    "Job": ".job",
    "JobOutcome": ".job_outcome",
    "JobResult": ".job_result",
    "JobState": ".job_state",
    "NamedEntity": ".named_entity",
    "Outcome": "...common.models.outcome",
    "Pagination": ".pagination",
    "Profile": ".profile",
    "Question": ".question",
    "QuestionAction": ".question_action",
    "QuestionEvent": ".question_event",
    "QuestionGradeEvent": ".question_grade_event",
    "QuestionResponse": ".question_response",
    "Receipt": ".receipt",
    "Score": ".score",
    "SingleEvent": ".single_event",
    "SingleJob": ".single_job",
    "SpentTimeEvent": ".spent_time_event",
    "StoredEvent": ".stored_event",
    "Subject": "...common.models.subject",
    "TimeSpentMetric": ".time_spent_metric",
    "TimeSpentMetrics": ".time_spent_metrics",
    "TimeSpentType": ".time_spent_type",
    "TimebackRole": ".timeback_role",
    "TimebackUser": ".timeback_user",
}

__getattr__ = lazy(__name__, _NAMES)


def __dir__() -> list[str]:
    return list(_NAMES)
