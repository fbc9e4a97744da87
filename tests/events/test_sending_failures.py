"""Failures of sending: events that were received, perhaps received, or not received."""

from __future__ import annotations

import asyncio
import logging
import pickle
import time
import traceback
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from tests.events.conftest import Call
from tests.events.kit import (
    EMAIL,
    EVENT_PATH,
    NAME,
    SECRETS,
    SENSOR,
    context,
    five,
    identity,
    sent,
    spent,
)
from timeback.errors import (
    AuthenticationError,
    BadRequestError,
    ClientStateError,
    InvalidRequestError,
    RateLimitError,
    TimeBackError,
    UnconfirmedEventsError,
)
from timeback.events import Actor, Outbox
from timeback.sandbox import Sandbox
from timeback.services.events import delivery

CERTAIN: list[tuple[dict[str, Any], type[Exception]]] = [
    ({"status": 401}, AuthenticationError),
    ({"status": 429}, RateLimitError),
    ({"status": 400}, BadRequestError),
    ({"status": 503, "retry_after": 1}, TimeBackError),
]
UNCERTAIN: list[dict[str, Any]] = [
    {"status": 500},
    {"status": 502},
    {"status": 503},
    {"status": 504},
    {"status": 522},
    {"status": 408},
    {"cut": "before"},
    {"cut": "after"},
    {"truncate": True},
    {"body": "<html>", "status": 200},
]


@pytest.mark.parametrize(("fault", "kind"), CERTAIN)
def test_a_failure_that_is_certain(box: Sandbox, call: Call, fault: dict[str, Any], kind: type[Exception]) -> None:
    box.faults.add("POST", EVENT_PATH, **fault)
    with pytest.raises(kind) as caught:
        call(lambda client: client.events.send(spent(1)))
    assert not isinstance(caught.value, UnconfirmedEventsError)
    assert list(box.events) == []
    report = call(lambda client: client.events.send_many([spent(1), spent(2)]))
    assert [event_id for event_id, _ in report.failed] == [identity(1), identity(2)]
    with pytest.raises(InvalidRequestError, match="UnconfirmedEventsError"):
        call(lambda client: client.events.resend(report.failed[0][1]))


def test_no_connection_and_no_token_are_certain(box: Sandbox, call: Call) -> None:
    box.faults.add("POST", "/oauth2/token", status=500)
    with pytest.raises(TimeBackError) as caught:
        call(lambda client: client.events.send(spent(1)))
    assert not isinstance(caught.value, UnconfirmedEventsError)
    with (
        box.client(sensor=SENSOR, events_url="http://127.0.0.1:9", max_retries=0) as client,
        pytest.raises(TimeBackError) as caught,
    ):
        client.events.send(spent(1))
    assert not isinstance(caught.value, UnconfirmedEventsError)


@pytest.mark.parametrize("fault", UNCERTAIN)
def test_events_that_were_perhaps_received_are_not_sent_again(box: Sandbox, call: Call, fault: dict[str, Any]) -> None:
    box.faults.add("POST", EVENT_PATH, **fault)
    with pytest.raises(UnconfirmedEventsError, match="2 events") as caught:
        call(lambda client: client.with_options(max_retries=3).events.send(spent(1), spent(2)))
    error = caught.value
    assert error.event_ids == [identity(1), identity(2)]
    assert error.outcome_unknown
    assert sent(box) == 1
    assert error.__cause__ is not None
    stored = len(list(box.events))
    assert stored == (2 if fault.get("cut") == "after" or "truncate" in fault else 0)
    box.faults.clear()
    report = call(lambda client: client.events.resend(error))
    if stored:
        assert (report.found, report.sent, report.repeated) == (error.event_ids, [], [])
    else:
        assert (report.found, report.sent, report.repeated) == ([], error.event_ids, error.event_ids)
    assert box.events.count_by_id() == {identity(1): 1, identity(2): 1}
    # A second call sends nothing.
    before = sent(box)
    assert call(lambda client: client.events.resend(error)).sent == []
    assert sent(box) == before


def test_each_event_is_looked_for_three_times(box: Sandbox, call: Call) -> None:
    box.faults.add("POST", EVENT_PATH, cut="before", times=1)
    with pytest.raises(UnconfirmedEventsError) as caught:
        call(lambda client: client.events.send(spent(1), spent(2)))
    before = len(box.requests)
    report = call(lambda client: client.events.resend(caught.value))
    looks = [request.path for request in box.requests[before:] if request.method == "GET"]
    assert len(looks) == 6
    assert report.repeated == [identity(1), identity(2)]
    assert (delivery.LOOKS, repr(report)) == (3, "<SendReport: 2 sent, 0 failed, 2 repeated>")


def test_an_event_that_appears_late_is_found(box: Sandbox, call: Call) -> None:
    box.faults.add("POST", EVENT_PATH, cut="after", times=1)
    with pytest.raises(UnconfirmedEventsError) as caught:
        call(lambda client: client.events.send(spent(1)))
    box.faults.add("GET", "/caliper/events/*", status=404, times=2)
    report = call(lambda client: client.events.resend(caught.value))
    assert (report.found, report.repeated) == ([identity(1)], [])


def test_an_event_that_cannot_be_looked_for_is_not_sent(box: Sandbox, call: Call) -> None:
    box.faults.add("POST", EVENT_PATH, cut="after", times=1)
    with pytest.raises(UnconfirmedEventsError) as caught:
        call(lambda client: client.events.send(spent(1)))
    box.faults.add("GET", "/caliper/events/*", status=403)
    report = call(lambda client: client.events.resend(caught.value))
    ((event_id, error),) = report.failed
    assert (event_id, report.sent) == (identity(1), [])
    assert isinstance(error, UnconfirmedEventsError)
    assert sent(box) == 1
    box.faults.clear()
    assert call(lambda client: client.events.resend(error)).found == [identity(1)]


def test_an_error_of_many_is_resent_once(box: Sandbox, call: Call) -> None:
    box.faults.add("POST", EVENT_PATH, cut="before", times=2)
    report = call(lambda client: client.events.send_many(map(spent, range(30)), batch_size=10))
    assert (len(report.sent), len(report.failed)) == (10, 20)
    again = [call(lambda client, error=error: client.events.resend(error)) for _, error in report.failed]
    assert sorted(event_id for each in again for event_id in each.repeated) == sorted(dict(report.failed))
    assert set(box.events.count_by_id().values()) == {1}
    assert len(box.events.count_by_id()) == 30


def test_a_closed_client_keeps_the_events_of_the_error(box: Sandbox) -> None:
    box.faults.add("POST", EVENT_PATH, cut="before", times=1)
    with box.client(sensor=SENSOR, max_retries=0) as client, pytest.raises(UnconfirmedEventsError) as caught:
        client.events.send(spent(1))
    with pytest.raises(ClientStateError):
        client.events.resend(caught.value)
    with box.client(sensor=SENSOR) as other:
        assert other.events.resend(caught.value).repeated == [identity(1)]


def test_closing_the_client_ends_the_wait_between_two_looks(box: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delivery, "LOOK_INTERVAL", 600)
    box.faults.add("POST", EVENT_PATH, cut="before", times=2)
    with box.client(sensor=SENSOR, max_retries=0) as client:
        with pytest.raises(UnconfirmedEventsError) as caught:
            client.events.send(spent(1))
        with ThreadPoolExecutor(1) as pool:
            waiting = pool.submit(client.events.resend, caught.value)
            for _ in range(3000):
                if any(request.method == "GET" and request.status == 404 for request in box.requests):
                    break
                time.sleep(0.01)
            client.close()
            with pytest.raises(ClientStateError):
                waiting.result(60)
    assert len(caught.value._items) == 1

    async def cancelled() -> None:
        async with box.async_client(sensor=SENSOR, max_retries=0) as other:
            with pytest.raises(UnconfirmedEventsError) as error:
                await other.events.send(spent(2))
            with pytest.raises(TimeoutError):
                await asyncio.wait_for(other.events.resend(error.value), 0.5)
            assert len(error.value._items) == 1

    asyncio.run(cancelled())


def test_an_error_can_be_pickled_and_holds_no_personal_data_in_its_text(box: Sandbox) -> None:
    box.faults.add("POST", EVENT_PATH, cut="before", times=1)
    with box.client(sensor=SENSOR, max_retries=0) as client:
        with pytest.raises(UnconfirmedEventsError) as caught:
            client.events.send(spent(1))
        error = pickle.loads(pickle.dumps(caught.value))
        text = "".join(traceback.format_exception(caught.value)) + repr(error) + repr(error._items)
        assert not any(secret in text for secret in SECRETS)
        assert client.events.resend(error).repeated == [identity(1)]


def test_no_frame_of_an_error_shows_a_value(box: Sandbox, call: Call, tmp_path: Path) -> None:
    """Tools that report errors collect the local variables of the frames."""
    outbox = Outbox(tmp_path / "events.db", max_events=1)
    attempts: list[Callable[[Any], Any]] = [
        lambda client: client.events.send(*five()),
        lambda client: client.events.send(*five(), {**five()[0].build(context(box)), "eventTime": 7}),
        lambda client: client.events.validate(*five()),
        lambda client: client.events.send_many(five(), batch_size=0),
        lambda client: Actor(id="u1", email=EMAIL, name=NAME, role="pupil"),  # type: ignore[arg-type]
        lambda client: outbox.put(*five()),
        lambda client: outbox.put({"id": identity(1), "email": EMAIL, "odd": object()}),
    ]
    box.faults.add("POST", EVENT_PATH, cut="before")
    box.faults.add("POST", f"{EVENT_PATH}/validate", status=403)
    for attempt in attempts:
        with pytest.raises(TimeBackError) as caught:
            call(attempt)
        frames = [frame for frame, _ in traceback.walk_tb(caught.value.__traceback__)]
        ours = [frame for frame in frames if "timeback" in str(frame.f_globals.get("__name__")).partition(".")[0]]
        assert ours
        text = "".join(repr(value) for frame in ours for value in frame.f_locals.values())
        assert not any(secret in text for secret in SECRETS)
    outbox.close()


def test_logs_hold_no_personal_data(box: Sandbox, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    box.faults.add("POST", EVENT_PATH, cut="before", times=1)
    with box.client(sensor=SENSOR, max_retries=0) as client:
        with pytest.raises(UnconfirmedEventsError) as caught:
            client.events.send(*five())
        client.events.resend(caught.value)
        list(client.events.iter_events(actor_email=EMAIL))
    assert "may count twice" in caplog.text
    assert identity(1) in caplog.text
    assert not any(secret in caplog.text for secret in SECRETS)
