"""Types that users of the clients rely on. Checked by mypy --strict and pyright, never run.

Each ignored error is a call that must be reported: both checkers report an ignore comment without an error.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Coroutine, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, assert_type

from timeback import AsyncTimeBackClient, Changes, F, RawResponse, TimeBackClient
from timeback._resources.collection import Found
from timeback._resources.write_methods import Created, Upserted, Written
from timeback.events import Activity, ActivityEvent, Actor, FinishedJob, Outbox, SendReport, TimeSpentEvent, Validation
from timeback.page import AsyncPage, Page
from timeback_api.common.models import SourcedIdPair
from timeback_api.qti.models import AssessmentItem, Stimulus
from timeback_api.rostering.models import Org, User

WHEN = datetime(2026, 1, 1, tzinfo=UTC)


def sync(client: TimeBackClient, user: User) -> None:
    users = client.rostering.users
    assert_type(users.get_user("id"), User)
    assert_type(users.list_users(limit=10, filter_expr=F.role == "student"), Page[User])
    assert_type(users.iter_users(page_size=100, max_items=5), Iterator[User])
    assert_type(users.create_user(user), SourcedIdPair)
    assert_type(users.get_user("id").given_name, str)
    assert_type(users.get_user("id").middle_name, str | None)
    assert_type(client.rostering.orgs.get_org("id"), Org)


def events(client: TimeBackClient, outbox: Outbox) -> None:
    actor = Actor(id="u1", email="student@school.example")
    activity = Activity(id="l1", name="Fractions", subject="Math", app="App")
    done = ActivityEvent(actor=actor, activity=activity, xp_earned=12, time=WHEN)
    spent = TimeSpentEvent(actor=actor, activity=activity, active=600)
    assert_type(client.events.send(done, spent, {"id": "urn:uuid:1"}, sensor=None), SendReport)
    assert_type(client.events.send_many([done, spent], batch_size=10), SendReport)
    assert_type(client.events.validate(done), Validation)
    assert_type(client.events.wait_for_job("1", timeout=5), FinishedJob)
    assert_type(outbox.flush(client), SendReport)
    outbox.put(done, spent)
    # The name of a metric is wrong.
    ActivityEvent(actor=actor, activity=activity, xp=12)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]


async def events_async(client: AsyncTimeBackClient, outbox: Outbox, done: ActivityEvent) -> None:
    assert_type(await client.events.send(done), SendReport)
    assert_type(await client.events.send_many(each for each in [done]), SendReport)
    assert_type(await outbox.aflush(client), SendReport)


def shared_methods(client: TimeBackClient) -> None:
    students = client.rostering.students
    assert_type(students.first(fields=["sourcedId"]), User | None)
    assert_type(students.find(username="ada"), User)
    assert_type(students.get_many(["u1"]), Found[User])
    assert_type(students.modified_since(WHEN), Iterator[User])
    with students.changes(Path("file"), overlap=timedelta(minutes=1)) as feed:
        assert_type(feed, Changes[User])
        assert_type(next(feed), User)
        assert_type(feed.vanished(["u1"]), Iterator[str])
        assert_type(students.changes(state=feed.state()).since, datetime | None)
    assert_type(client.rostering.users.iter_agents("u1"), Iterator[User])
    assert_type(client.rostering.users.list_represented_users("u1"), Page[User])
    assert_type(client.qti.stimuli.first(sort="title"), Stimulus | None)
    assert_type(client.qti.stimuli.upsert({"identifier": "s1"}), Upserted[Stimulus])
    assert_type(client.qti.assessment_items.find(title="Sums"), AssessmentItem)
    assert_type(client.qti.assessment_items.modified_since(WHEN), Iterator[AssessmentItem])


def many(client: TimeBackClient, user: User, rows: list[dict[str, Any]]) -> None:
    users = client.rostering.users
    assert_type(users.update_many([user]), Written)
    assert_type(users.upsert_many(iter(rows), concurrency=4, checkpoint=Path("file")), Written)
    assert_type(users.delete_many(["u1", user, rows[0]]), Written)
    assert_type(users.patch_many([("u1", {"givenName": "Ada"}), ("u2", user), user, rows[0]]), Written)
    assert_type(users.patch_many((f"u{number}", row) for number, row in enumerate(rows)), Written)
    assert_type(client.qti.stimuli.create_many(items=rows), Created)
    assert_type(client.rostering.course_components.delete_many([]), Written)


async def many_asynchronously(client: AsyncTimeBackClient, rows: AsyncIterator[User]) -> None:
    assert_type(await client.rostering.users.update_many(rows), Written)
    assert_type(await client.rostering.users.create_many([{"givenName": "Ada"}], checkpoint="file"), Created)


async def asynchronous(client: AsyncTimeBackClient, user: User) -> None:
    users = client.rostering.users
    assert_type(await assert_type(users.get_user("id"), Coroutine[Any, Any, User]), User)
    assert_type(await users.list_users(limit=10), AsyncPage[User])
    assert_type(users.iter_users(page_size=100), AsyncIterator[User])
    assert_type(await users.create_user(user), SourcedIdPair)
    assert_type(users.iter_represented_users("id"), AsyncIterator[User])
    raw = users.with_raw_response
    assert_type(await assert_type(raw.get_user("id"), Coroutine[Any, Any, RawResponse[User]]), RawResponse[User])
    assert_type(await client.rostering.students.get_many(["u1"]), Found[User])
    assert_type(await client.qti.stimuli.first(), Stimulus | None)


def refused(client: TimeBackClient) -> None:
    users = client.rostering.users
    users.get_user()  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    users.get_user(1)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    users.list_users(limit="10")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    users.list_users(field=["sourcedId"])  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    users.list_users(filter="role='student'")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]


def refused_since_the_service_cannot(client: TimeBackClient, user: User) -> None:
    students = client.rostering.students
    students.create_many([user])  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue]
    students.delete_many([user])  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue]
    client.qti.stimuli.patch_many([])  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue]
    client.rostering.course_components.patch_many([])  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue]
    students.upsert(user)  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue]
    stimuli = client.qti.stimuli
    stimuli.find(title="x")  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue]
    stimuli.modified_since(WHEN)  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue]
    stimuli.first(filter_expr="x='y'")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    client.qti.assessment_items.first(fields=["title"])  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]


def refused_of_many(client: TimeBackClient, org: Org, rows: AsyncIterator[User]) -> None:
    users = client.rostering.users
    users.update_many([org])  # type: ignore[list-item]  # pyright: ignore[reportArgumentType]
    users.update_many(rows)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    users.delete_many([1])  # type: ignore[list-item]  # pyright: ignore[reportArgumentType]
    users.patch_many([("u1", 1)])  # type: ignore[list-item]  # pyright: ignore[reportArgumentType]
    users.delete_many([], retries=1)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]


async def refused_of_raw_responses(client: TimeBackClient, other: AsyncTimeBackClient) -> None:
    raw = client.rostering.users.with_raw_response
    raw.get_user(1)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    raw.get_usr("u1")  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue]
    raw.list_users(limit="10")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    raw.iter_users()  # type: ignore[operator]  # pyright: ignore[reportCallIssue]
    raw.find(email="ada@example.org")  # type: ignore[operator]  # pyright: ignore[reportCallIssue]
    await other.rostering.users.with_raw_response.get_user(1)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
