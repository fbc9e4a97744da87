"""Tests over HTTP against the sandbox. Its fixtures come with timeback-client[sandbox], and need no import."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from missing_work import class_sizes, main, missing_work

from timeback import AsyncTimeBackClient, TimeBackClient
from timeback.errors import NotFoundError, ServerError
from timeback.sandbox import Sandbox

NOW = datetime(2026, 1, 31, tzinfo=UTC)


@pytest.fixture
def class_id(timeback_client: TimeBackClient) -> str:
    """A class of the generated district, with an assignment that nobody has handed in."""
    one = timeback_client.rostering.classes.first(sort="sourcedId")
    assert one is not None
    assert one.school is not None
    gradebook = timeback_client.gradebook
    gradebook.categories.upsert({"sourcedId": "quizzes", "status": "active", "title": "Quizzes"})
    gradebook.line_items.upsert(
        {
            "sourcedId": "quiz-1",
            "status": "active",
            "title": "Fractions",
            "class": {"sourcedId": one.sourced_id},
            "school": {"sourcedId": one.school.sourced_id},
            "category": {"sourcedId": "quizzes"},
            "assignDate": NOW,
            "dueDate": NOW,
        }
    )
    return one.sourced_id


def grade(client: TimeBackClient, student: str) -> None:
    client.gradebook.results.upsert(
        {
            "sourcedId": f"quiz-1-{student}",
            "status": "active",
            "lineItem": {"sourcedId": "quiz-1"},
            "student": {"sourcedId": student},
            "scoreStatus": "fully graded",
            "score": 17,
            "scoreDate": NOW,
        }
    )


def test_students_without_a_result_are_listed(timeback_client: TimeBackClient, class_id: str) -> None:
    everybody = missing_work(timeback_client, class_id, "quiz-1")
    assert len(everybody) > 1
    grade(timeback_client, everybody[0])
    assert missing_work(timeback_client, class_id, "quiz-1") == everybody[1:]


def test_an_unknown_assignment_is_an_error(timeback_client: TimeBackClient, class_id: str) -> None:
    with pytest.raises(NotFoundError):
        missing_work(timeback_client, class_id, "quiz-2")


def test_a_busy_server_is_asked_again(
    timeback_sandbox: Sandbox, timeback_client: TimeBackClient, class_id: str
) -> None:
    timeback_sandbox.faults.add(path="*/results", status=503, retry_after=0, times=1)
    assert missing_work(timeback_client, class_id, "quiz-1")
    statuses = [request.status for request in timeback_sandbox.requests if request.path.endswith("/results")]
    assert statuses[:2] == [503, 200]


def test_a_server_that_fails_is_an_error(
    timeback_sandbox: Sandbox, timeback_client: TimeBackClient, class_id: str
) -> None:
    timeback_sandbox.faults.add(path="*/students", status=500)
    with pytest.raises(ServerError):
        missing_work(timeback_client.with_options(max_retries=0), class_id, "quiz-1")


@pytest.mark.timeback_sandbox(users=20, seed=5)
@pytest.mark.asyncio
async def test_the_sizes_of_classes(timeback_async_client: AsyncTimeBackClient) -> None:
    school = await timeback_async_client.rostering.schools.first(sort="sourcedId")
    assert school is not None
    sizes = await class_sizes(timeback_async_client, school.sourced_id)
    assert sizes
    assert max(sizes.values()) <= 20


def test_the_command(
    timeback_sandbox: Sandbox,
    class_id: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    for name in ("API_URL", "TOKEN_URL", "CLIENT_ID", "CLIENT_SECRET"):
        attribute = {"API_URL": "url"}.get(name, name.lower())
        monkeypatch.setenv(f"TIMEBACK_{name}", getattr(timeback_sandbox, attribute))
    assert main([class_id, "quiz-1"]) == 1
    assert capsys.readouterr().out.count("\n") > 1
    assert main([class_id, "quiz-9"]) == 2
