"""Learning events: what students do in an application, for ``client.events`` and for an outbox on disk.

    from timeback.events import ActivityEvent, Activity, Actor

    student = Actor(id="user-000001", email="a@example.org")
    lesson = Activity(id="lesson-1", name="Fractions", course_id="math-3", subject="Math", app="My App")
    client.events.send(ActivityEvent(actor=student, activity=lesson, xp_earned=12))

Events are checked when they are created. Their ids become addresses in OneRoster when they are sent, so the same event
can be sent to any environment.
"""

from typing import TYPE_CHECKING

from timeback_runtime.lazy import lazy

if TYPE_CHECKING:
    from timeback.events.activities import ActivityEvent as ActivityEvent
    from timeback.events.activities import TimeSpentEvent as TimeSpentEvent
    from timeback.events.entities import Activity as Activity
    from timeback.events.entities import Actor as Actor
    from timeback.events.outbox import Outbox as Outbox
    from timeback.events.questions import QuestionAnsweredEvent as QuestionAnsweredEvent
    from timeback.events.questions import QuestionGradedEvent as QuestionGradedEvent
    from timeback.events.questions import QuestionSeenEvent as QuestionSeenEvent
    from timeback.events.stopwatch import Stopwatch as Stopwatch
    from timeback.services.events.reports import FinishedJob as FinishedJob
    from timeback.services.events.reports import SendReport as SendReport
    from timeback.services.events.reports import Validation as Validation

_NAMES = {
    "Activity": "timeback.events.entities",
    "ActivityEvent": "timeback.events.activities",
    "Actor": "timeback.events.entities",
    "FinishedJob": "timeback.services.events.reports",
    "Outbox": "timeback.events.outbox",
    "QuestionAnsweredEvent": "timeback.events.questions",
    "QuestionGradedEvent": "timeback.events.questions",
    "QuestionSeenEvent": "timeback.events.questions",
    "SendReport": "timeback.services.events.reports",
    "Stopwatch": "timeback.events.stopwatch",
    "TimeSpentEvent": "timeback.events.activities",
    "Validation": "timeback.services.events.reports",
}

__all__ = [
    "Activity",
    "ActivityEvent",
    "Actor",
    "FinishedJob",
    "Outbox",
    "QuestionAnsweredEvent",
    "QuestionGradedEvent",
    "QuestionSeenEvent",
    "SendReport",
    "Stopwatch",
    "TimeSpentEvent",
    "Validation",
]

__getattr__ = lazy(__name__, _NAMES)


def __dir__() -> list[str]:
    return __all__
