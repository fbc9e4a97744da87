"""Sending events in both clients over HTTP: one request, batches, validation and jobs."""

from __future__ import annotations

import asyncio
import json
import pickle
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from tests.events.conftest import Call
from tests.events.kit import (
    EMAIL,
    EVENT_PATH,
    SENSOR,
    context,
    five,
    identity,
    lesson,
    plain,
    sent,
    spent,
    student,
)
from timeback import TimeBackClient
from timeback.errors import (
    APIConnectionError,
    BadRequestError,
    ConfigurationError,
    InvalidRequestError,
    JobFailedError,
    JobTimeoutError,
    NotFoundError,
    RateLimitError,
    TimeBackError,
)
from timeback.events import ActivityEvent
from timeback.sandbox import Sandbox
from timeback_api.events.models import Event

# One request


def test_events_of_all_kinds_are_sent_in_one_request(box: Sandbox, call: Call) -> None:
    events = [*five(), plain(6), Event.from_dict(plain(7))]
    report = call(lambda client: client.events.send(*events))
    assert report.sent == [identity(number) for number in range(1, 8)]
    assert (report.job_ids, report.failed, report.repeated) == (["1"], [], [])
    assert repr(report) == "<SendReport: 7 sent, 0 failed>"
    assert sent(box) == 1
    stored = call(lambda client: client.events.get_event(identity(1)))
    assert (stored.sensor, stored.external_id) == (SENSOR, identity(1))
    assert stored.actor["id"] == f"{box.url}/ims/oneroster/rostering/v1p2/users/user-000001"
    assert stored.ed_app == {
        "@context": "http://purl.imsglobal.org/ctx/caliper/v1p2",
        "id": SENSOR,
        "type": "SoftwareApplication",
        "name": "My App",
    }


def test_events_are_found_by_actor_and_time(box: Sandbox, call: Call) -> None:
    day = datetime(2026, 3, 2, tzinfo=UTC)
    call(lambda client: client.events.send(*(spent(n, time=day.replace(hour=n)) for n in range(1, 6))))

    def read(client: Any) -> Any:
        found = client.events.iter_events(
            actor_email=EMAIL, start_date=day.replace(hour=2), end_date=day.replace(hour=4), page_size=2
        )
        if isinstance(found, AsyncIterator):

            async def collect() -> list[str]:
                return [event.external_id async for event in found]

            return collect()
        return [event.external_id for event in found]

    assert call(read) == [identity(2), identity(3), identity(4)]


def test_a_sensor_is_needed_before_anything_is_sent(box: Sandbox) -> None:
    with box.client() as client:
        calls = (
            lambda: client.events.send(spent(1)),
            lambda: client.events.send_many([spent(1)]),
            lambda: client.events.validate(spent(1)),
        )
        for attempt in calls:
            with pytest.raises(ConfigurationError, match=r"sensor is missing.*TIMEBACK_STAGING_SENSOR"):
                attempt()
        with pytest.raises(ConfigurationError, match="sensor must be an absolute IRI"):
            client.events.send(spent(1), sensor="my app")
        assert box.requests == []
        client.events.send(spent(1), sensor="urn:my-app")
    assert next(iter(box.events))["sensor"] == "urn:my-app"


def test_wrong_arguments_send_nothing(box: Sandbox, call: Call) -> None:
    wrong: list[tuple[tuple[Any, ...], str]] = [
        ((), "pass one event or more"),
        (([spent(1)],), r"events\[0\]: expected an event"),
        ((spent(1), {"type": "ViewEvent"}), r"events\[1\].id is missing"),
        ((spent(1), spent(1)), "occurs twice"),
        ((spent(1), plain(2, eventTime=7)), r"envelope\.data\[1\]\.eventTime"),
    ]
    for events, says in wrong:
        with pytest.raises(InvalidRequestError, match=says):
            call(lambda client, events=events: client.events.send(*events))
    assert sent(box) == 0


def test_a_refused_envelope_is_raised(box: Sandbox, call: Call) -> None:
    with pytest.raises(BadRequestError, match=r"data\[0\]\.eventTime"):
        call(lambda client: client.events.send(plain(eventTime="2026-03-02T10:00:00Z")))
    assert list(box.events) == []


def test_an_answer_without_a_body_or_a_job(call: Call, box: Sandbox) -> None:
    box.faults.add("POST", EVENT_PATH, body="", times=1)
    box.faults.add("POST", EVENT_PATH, body={"status": "success"}, times=1)
    for _ in range(2):
        report = call(lambda client: client.events.send(spent(1)))
        assert (report.sent, report.job_ids) == ([identity(1)], [])


# Many


@pytest.mark.parametrize("concurrency", [1, 4])
def test_many_events_are_sent_in_batches(box: Sandbox, call: Call, concurrency: int) -> None:
    events = (spent(number) for number in range(250))
    report = call(lambda client: client.events.send_many(events, batch_size=100, concurrency=concurrency))
    assert sorted(report.sent) == [identity(number) for number in range(250)]
    assert (sorted(report.job_ids), report.failed) == (["1", "2", "3"], [])
    assert sent(box) == 3
    assert set(box.events.count_by_id().values()) == {1}


def test_batches_are_limited_by_bytes(box: Sandbox, call: Call) -> None:
    size = len(json.dumps(spent(0).build(context(box))))
    large = spent(99, extensions={"note": "x" * 3000})
    events = [*map(spent, range(10)), large]
    report = call(lambda client: client.events.send_many(events, max_bytes=size * 3))
    assert len(report.sent) == 10
    ((refused, error),) = report.failed
    assert refused == large.id
    assert isinstance(error, InvalidRequestError)
    assert str(error).startswith(f"{large.id} has ")
    assert "max_bytes" in str(error)
    assert sent(box) >= 4


def test_no_request_is_larger_than_the_limit() -> None:
    sizes = []

    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.path.endswith("/token"):
            return httpx.Response(200, json={"access_token": "t", "expires_in": 3600})
        sizes.append(len(request.content))
        return httpx.Response(200, json={"status": "success", "jobId": "1"})

    settings: dict[str, Any] = {"environment": "staging", "client_id": "a", "client_secret": "b", "sensor": SENSOR}
    with TimeBackClient(**settings, transport=httpx.MockTransport(answer)) as client:
        for limit in (1500, 2500, 5000, 20_000):
            sizes.clear()
            events = (spent(number, extensions={"note": "ä\n" * (number % 7)}) for number in range(40))
            report = client.events.send_many(events, max_bytes=limit)
            assert len(report.sent) == 40
            assert max(sizes) <= limit


def test_a_refused_event_stops_no_other(box: Sandbox, call: Call) -> None:
    events: list[Any] = [spent(number) for number in range(40)]
    events[7] = plain(7, eventTime="2026-03-02T10:00:00Z")  # refused by the platform
    events[23] = plain(23, eventTime=None)  # refused by its schema
    events += [{"type": "ViewEvent"}, spent(3), "text"]
    report = call(lambda client: client.events.send_many(events, batch_size=20))
    assert len(report.sent) == 38
    failed = dict(report.failed)
    assert isinstance(failed[identity(7)], BadRequestError)
    for name in (identity(23), "events[40]", identity(3), "events[42]"):
        assert isinstance(failed[name], InvalidRequestError)
    assert set(box.events.count_by_id().values()) == {1}


async def test_an_async_iterable(box: Sandbox) -> None:
    async def events() -> AsyncIterator[Any]:
        for number in range(25):
            await asyncio.sleep(0)
            yield spent(number)

    async with box.async_client(sensor=SENSOR) as client:
        report = await client.events.send_many(events(), batch_size=10)
    assert len(report.sent) == 25
    with box.client(sensor=SENSOR) as sync, pytest.raises(InvalidRequestError, match="AsyncTimeBackClient"):
        sync.events.send_many(events())


@pytest.mark.parametrize("wrong", [{"batch_size": 0}, {"max_bytes": 0}, {"concurrency": 0}, {"batch_size": "1"}])
def test_wrong_limits(call: Call, box: Sandbox, wrong: dict[str, Any]) -> None:
    with pytest.raises(InvalidRequestError, match=next(iter(wrong))):
        call(lambda client: client.events.send_many([spent(1)], **wrong))
    with pytest.raises(InvalidRequestError, match="expected a list"):
        call(lambda client: client.events.send_many("text"))
    assert sent(box) == 0


def test_the_error_of_an_iterable_is_raised(call: Call) -> None:
    def events() -> Any:
        yield spent(1)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        call(lambda client: client.events.send_many(events()))


# Validation


def test_validation_is_an_answer(box: Sandbox, call: Call) -> None:
    valid = call(lambda client: client.events.validate(*five()))
    assert valid
    assert (valid.errors, list(box.events)) == ([], [])
    wrong = plain(2, eventTime="2026-03-02T10:00:00Z")
    refused = call(lambda client: client.events.validate(spent(1), wrong))
    assert not refused
    assert refused.errors[0]["property"] == "data[1].eventTime"
    by_schema = call(lambda client: client.events.validate(plain(eventTime=7)))
    assert not by_schema
    assert "eventTime" in by_schema.errors[0]
    box.faults.add("POST", f"{EVENT_PATH}/validate", status=400, body={"status": "error", "message": "no"}, times=1)
    assert call(lambda client: client.events.validate(spent(1))).errors == ["no"]
    box.faults.add("POST", f"{EVENT_PATH}/validate", status=403)
    with pytest.raises(TimeBackError):
        call(lambda client: client.events.validate(spent(1)))


# Jobs


def test_a_job_that_is_complete(call: Call) -> None:
    report = call(lambda client: client.events.send(spent(1), spent(2)))
    job = call(lambda client: client.events.wait_for_job(report.job_ids[0]))
    assert job.state == "completed"
    assert [(pair.allocated_id, pair.external_id) for pair in job.results] == [("1", identity(1)), ("2", identity(2))]
    with pytest.raises(NotFoundError):
        call(lambda client: client.events.wait_for_job("7"))
    with pytest.raises(ConfigurationError, match="timeout"):
        call(lambda client: client.events.wait_for_job("1", timeout=0))


def test_a_job_that_waits_too_long(box: Sandbox, call: Call) -> None:
    box.events.choose_job_state("waiting")
    report = call(lambda client: client.events.send(spent(1)))
    with pytest.raises(JobTimeoutError, match="waiting") as caught:
        call(lambda client: client.events.wait_for_job(report.job_ids[0], timeout=0.05))
    assert isinstance(caught.value, TimeoutError)
    copy = pickle.loads(pickle.dumps(caught.value))
    assert (copy.job_id, copy.state, str(copy)) == (report.job_ids[0], "waiting", str(caught.value))


def test_a_job_that_ends_while_it_is_waited_for(box: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("timeback.services.events._JOB_INTERVAL", 0.01)
    box.events.choose_job_state("active")
    with box.client(sensor=SENSOR) as client:
        report = client.events.send(spent(1))
        box.faults.add("GET", "/jobs/*", latency=0.01)
        monkeypatch.setattr(client.events._session, "sleep", lambda seconds: box.events.finish_jobs())
        assert client.events.wait_for_job(report.job_ids[0]).state == "completed"


def test_a_job_that_fails(box: Sandbox, call: Call) -> None:
    box.events.choose_job_state("failed")
    report = call(lambda client: client.events.send(spent(1)))
    with pytest.raises(JobFailedError, match="not stored") as caught:
        call(lambda client: client.events.wait_for_job(report.job_ids[0]))
    copy = pickle.loads(pickle.dumps(caught.value))
    assert (copy.job_id, copy.state) == (report.job_ids[0], "failed")
    outcome = {"job": {"id": "9", "state": "completed", "returnValue": {"status": "error", "results": []}}}
    box.faults.add("GET", "/jobs/9/status", body=outcome, times=1)
    with pytest.raises(JobFailedError):
        call(lambda client: client.events.wait_for_job("9"))


@pytest.mark.parametrize("sensor", [SENSOR, None])
def test_nothing_is_sent_on_the_second_generation(sensor: str | None) -> None:
    seen: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return httpx.Response(200, json={"access_token": "t", "expires_in": 3600})

    client = TimeBackClient(
        environment="staging", platform="timeback", client_id="a", client_secret="b", sensor=sensor,
        transport=httpx.MockTransport(answer),
    )  # fmt: skip
    done = ActivityEvent(actor=student, activity=lesson, xp_earned=1)
    for attempt in (client.events.send, client.events.validate):
        with pytest.raises(ConfigurationError, match="'timeback' has no service 'events'"):
            attempt(done)
    with pytest.raises(ConfigurationError, match="has no service"):
        client.events.send_many([done])
    assert seen == []
    client.close()


def test_outcomes_of_other_calls_are_told(box: Sandbox) -> None:
    with box.client(max_retries=0) as client:
        box.faults.add("POST", "/ims/*", cut="after", times=1)
        with pytest.raises(APIConnectionError) as caught:
            client.rostering.orgs.create_org({"sourcedId": "o1", "name": "O", "type": "school"})
        assert caught.value.outcome_unknown
        box.faults.add("POST", "/ims/*", status=429, times=1)
        with pytest.raises(RateLimitError) as refused:
            client.rostering.orgs.create_org({"sourcedId": "o2", "name": "O", "type": "school"})
        assert not refused.value.outcome_unknown
