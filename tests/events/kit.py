"""Events for tests."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from timeback.events import (
    Activity,
    ActivityEvent,
    Actor,
    QuestionAnsweredEvent,
    QuestionGradedEvent,
    QuestionSeenEvent,
    TimeSpentEvent,
)
from timeback.sandbox import Sandbox

EVENT_PATH = "/caliper/event"
SENSOR = "https://app.example"
EMAIL = "ada@school.example"
NAME = "Ada Lovelace"
SECRETS = (EMAIL, NAME)

student = Actor(id="user-000001", email=EMAIL, name=NAME, role="student")
lesson = Activity(id="lesson-1", name="Fractions", course_id="math-3", subject="Math", app="My App")


def identity(number: int) -> str:
    return f"urn:uuid:00000000-0000-4000-8000-{number:012d}"


def spent(number: int, **more: Any) -> TimeSpentEvent:
    return TimeSpentEvent(actor=student, activity=lesson, active=number, id=identity(number), **more)


def five() -> list[Any]:
    """One event of each kind, with all fields."""
    common: dict[str, Any] = {
        "actor": student,
        "activity": lesson,
        "time": datetime(2026, 3, 2, 10, 0, 0, 123456, tzinfo=UTC),
        "extensions": {"runId": "run-1"},
    }
    question: dict[str, Any] = {"question_id": "q 1", "attempt_id": "attempt-1"}
    return [
        ActivityEvent(
            id=identity(1), xp_earned=12, total_questions=10, correct_questions=9, mastered_units=1, attempt=1,
            percent_complete=100, **common,
        ),
        TimeSpentEvent(id=identity(2), active=600, inactive=30, waste=0, unknown=1, anti_pattern=2, **common),
        QuestionSeenEvent(id=identity(3), **question, **common),
        QuestionAnsweredEvent(id=identity(4), response={"choice": "B"}, duration=30.4, **question, **common),
        QuestionGradedEvent(id=identity(5), score=0.5, max_score=2, scored_by="teacher-1", **question, **common),
    ]  # fmt: skip


def sent(box: Sandbox, path: str = EVENT_PATH) -> int:
    return sum(request.path == path for request in box.requests)


def plain(number: int = 1, **more: Any) -> dict[str, Any]:
    return {
        "id": identity(number),
        "type": "ViewEvent",
        "profile": "ReadingProfile",
        "action": "Viewed",
        "actor": "https://a.example/u1",
        "object": "https://a.example/page",
        "eventTime": "2026-03-02T10:00:00.000Z",
        **more,
    }


def context(box: Sandbox) -> Any:
    with box.client(sensor=SENSOR) as client:
        return client.events._context(None)
