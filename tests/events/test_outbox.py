"""The outbox: what is on disk, what is sent, and what survives a lost network and a full disk."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest

from tests.events.conftest import Call
from tests.events.kit import EMAIL, EVENT_PATH, SECRETS, SENSOR, context, five, identity, spent
from tests.events.outbox_kit import counts, flush, sends
from timeback.errors import (
    BadRequestError,
    ClientStateError,
    ConfigurationError,
    InvalidRequestError,
    OutboxFullError,
    StorageError,
    UnconfirmedEventsError,
)
from timeback.events import Outbox
from timeback.sandbox import Sandbox


def test_events_wait_on_disk_and_are_sent_in_batches(box: Sandbox, call: Call, path: Path) -> None:
    with Outbox(path) as outbox:
        outbox.put(*map(spent, range(150)))
        outbox.put(*five())  # two of them have ids that are stored already
        assert outbox.pending == 150
    with Outbox(path) as outbox:
        assert outbox.pending == 150
        report = flush(call, outbox, batch_size=50)
        assert sorted(report.sent) == [identity(number) for number in range(150)]
        assert (len(report.job_ids), report.failed, report.repeated) == (3, [], [])
        assert (outbox.pending, outbox.rejected) == (0, [])
        assert flush(call, outbox).sent == []
    assert (counts(box), sends(box)) == ({1: 150}, 3)
    assert EMAIL.encode() not in path.read_bytes()


def test_events_that_were_sent_leave_nothing_in_the_file(box: Sandbox, path: Path) -> None:
    with Outbox(path) as outbox:
        outbox.put(*map(spent, range(500)))
    assert EMAIL.encode() in path.read_bytes()
    full = path.stat().st_size
    with Outbox(path) as outbox, box.client(sensor=SENSOR) as client:
        outbox.flush(client)
        outbox.put({**spent(1).build(context(box)), "actor": "https://a.example/u1"})
    assert EMAIL.encode() not in path.read_bytes()
    assert path.stat().st_size < full / 10


def test_every_kind_of_event_is_sent_as_it_would_be_without_an_outbox(box: Sandbox, call: Call, path: Path) -> None:
    plain = {"id": identity(6), "type": "ViewEvent", "profile": "ReadingProfile", "action": "Viewed",
             "actor": "https://a.example/u1", "object": "https://a.example/p",
             "eventTime": "2026-03-02T10:00:00.000Z"}  # fmt: skip
    with Outbox(path) as outbox:
        outbox.put(*five(), plain)
        assert len(flush(call, outbox).sent) == 6
    kept = [{**event, "id": 0, "created_at": "", "sendTime": ""} for event in box.events]
    call(lambda client: client.events.send(*five(), plain))
    again = [{**event, "id": 0, "created_at": "", "sendTime": ""} for event in box.events][6:]
    assert kept == again


def test_the_addresses_are_those_of_the_client_that_flushes(path: Path) -> None:
    with Outbox(path) as outbox:
        outbox.put(spent(1))
        with Sandbox() as box, box.client(sensor=SENSOR) as client:
            outbox.flush(client)
            assert next(iter(box.events))["actor"]["id"].startswith(box.url)


def test_the_sensor_of_the_outbox(box: Sandbox, path: Path) -> None:
    with pytest.raises(ConfigurationError, match="sensor"):
        Outbox(path, sensor="my app")
    with Outbox(path, sensor="urn:mine") as outbox, box.client() as client:
        outbox.put(spent(1))
        outbox.flush(client)
    assert next(iter(box.events))["sensor"] == "urn:mine"
    with Outbox(path) as outbox, box.client() as client:
        outbox.put(spent(2))
        with pytest.raises(ConfigurationError, match="sensor is missing"):
            outbox.flush(client)
        with pytest.raises(ConfigurationError, match="sensor is missing"):
            outbox.start(client)
        assert outbox.pending == 1


def test_refused_events_block_no_other(box: Sandbox, call: Call, path: Path) -> None:
    invalid = {**spent(7).build(context(box)), "eventTime": "2026-03-02T10:00:00Z"}
    by_schema = {**spent(8).build(context(box)), "eventTime": 7}
    large = spent(9, extensions={"note": "x" * 20_000})
    with Outbox(path) as outbox:
        outbox.put(*map(spent, range(6)), invalid, by_schema, large)
        report = flush(call, outbox, max_bytes=10_000)
        assert sorted(report.sent) == [identity(number) for number in range(6)]
        assert outbox.pending == 0
        refused = dict(outbox.rejected)
        assert list(refused) == [identity(number) for number in (7, 8, 9)]
        assert isinstance(refused[identity(7)], BadRequestError)
        assert "eventTime" in str(refused[identity(7)])
        assert isinstance(refused[identity(8)], InvalidRequestError)
        assert "max_bytes" in str(refused[identity(9)])
    with Outbox(path) as outbox:
        assert [event_id for event_id, _ in outbox.rejected] == [identity(number) for number in (7, 8, 9)]
        assert outbox.retry_rejected() == 3
        assert (outbox.pending, outbox.rejected) == (3, [])
        assert flush(call, outbox).sent == [identity(9)]
        assert outbox.discard_rejected() == 2
        assert (outbox.pending, outbox.rejected, outbox.discard_rejected()) == (0, [], 0)
    assert counts(box) == {1: 7}


@pytest.mark.parametrize(
    "fault",
    [{"status": 401}, {"status": 429}, *(pytest.param({"status": s}, marks=pytest.mark.slow) for s in (403, 404))],
)
def test_what_the_platform_does_not_take_now_waits(box: Sandbox, call: Call, path: Path, fault: dict[str, Any]) -> None:
    box.faults.add("POST", EVENT_PATH, **fault)
    with Outbox(path) as outbox:
        outbox.put(*map(spent, range(180)))
        report = flush(call, outbox, batch_size=10)
        # It gives up soon.
        assert sends(box) <= 2 * 8 + 1
        assert (report.sent, outbox.pending, outbox.rejected) == ([], 180, [])
        assert set(dict(report.failed)) <= {identity(number) for number in range(180)}
        box.faults.clear()
        report = flush(call, outbox)
        assert (len(report.sent), report.repeated) == (180, [])
    assert counts(box) == {1: 180}


def test_a_lost_network(box: Sandbox, path: Path) -> None:
    with Outbox(path) as outbox:
        outbox.put(*map(spent, range(30)))
        with box.client(sensor=SENSOR, events_url="http://127.0.0.1:9", max_retries=0) as client:
            report = outbox.flush(client)
        assert report.failed
        assert outbox.pending == 30
        with box.client(sensor=SENSOR) as client:
            assert outbox.flush(client).repeated == []
    assert counts(box) == {1: 30}


@pytest.mark.parametrize("cut", ["before", "after"])
def test_a_lost_reply_is_looked_for(box: Sandbox, call: Call, path: Path, cut: Any) -> None:
    box.faults.add("POST", EVENT_PATH, cut=cut, times=1)
    with Outbox(path) as outbox:
        outbox.put(*map(spent, range(40)))
        report = flush(call, outbox, batch_size=10)
        assert (outbox.pending, report.failed) == (0, [])
        assert sorted(outbox.repeated) == sorted(report.repeated)
        assert outbox.forget_repeated() == len(report.repeated)
        assert outbox.repeated == []
    assert (len(report.found), len(report.repeated)) == ((0, 10) if cut == "before" else (10, 0))
    assert len(report.found) + len(report.sent) == 40
    assert counts(box) == {1: 40}


def test_a_server_that_loses_every_reply(box: Sandbox, call: Call, path: Path) -> None:
    box.faults.add("POST", EVENT_PATH, cut="after")
    with Outbox(path) as outbox:
        outbox.put(*map(spent, range(120)))
        report = flush(call, outbox, batch_size=10)
        assert {type(error) for _, error in report.failed} == {UnconfirmedEventsError}
        assert sends(box) <= 8 + 3
        for _ in range(20):
            flush(call, outbox, batch_size=10)
            if not outbox.pending:
                break
        assert outbox.pending == 0
    assert counts(box) == {1: 120}


def test_an_event_that_cannot_be_looked_for_waits(box: Sandbox, call: Call, path: Path) -> None:
    box.faults.add("POST", EVENT_PATH, cut="after", times=1)
    box.faults.add("GET", "/caliper/events/*", status=403)
    with Outbox(path) as outbox:
        outbox.put(spent(1))
        report = flush(call, outbox)
        assert (outbox.pending, sends(box)) == (1, 1)
        assert isinstance(report.failed[0][1], UnconfirmedEventsError)
        box.faults.clear()
        assert flush(call, outbox).found == [identity(1)]
        assert outbox.pending == 0


def test_a_full_outbox_takes_nothing(path: Path) -> None:
    with Outbox(path, max_events=3) as outbox:
        outbox.put(spent(1), spent(2))
        with pytest.raises(OutboxFullError, match="max_events=3") as caught:
            outbox.put(spent(3), spent(4))
        assert caught.value.max_events == 3
        assert outbox.pending == 2
        outbox.put(spent(3))
        outbox.put(spent(3))
        assert outbox.pending == 3
    for wrong in (0, "3", True):
        with pytest.raises(InvalidRequestError, match="max_events"):
            Outbox(path, max_events=wrong)  # type: ignore[arg-type]


def test_a_full_disk_loses_nothing(box: Sandbox, path: Path) -> None:
    with Outbox(path) as outbox, box.client(sensor=SENSOR) as client:
        outbox.put(*map(spent, range(20)))
        db: Any = outbox._file._db
        pages = db.execute("PRAGMA page_count").fetchone()[0]
        db.execute(f"PRAGMA max_page_count = {pages + 1}").fetchone()
        with pytest.raises(StorageError, match=r"events\.db: could not write the outbox") as caught:
            for number in range(20, 5000, 20):
                outbox.put(*(spent(n, extensions={"note": "x" * 500}) for n in range(number, number + 20)))
        assert not any(secret in str(caught.value) for secret in SECRETS)
        whole = outbox.pending
        # A call is stored as a whole or not at all.
        assert whole % 20 == 0
        assert len(outbox.flush(client).sent) == whole
        db.execute("PRAGMA max_page_count = 1000000").fetchone()
        outbox.put(spent(9999))
        assert outbox.pending == 1
    assert counts(box) == {1: whole}


def test_a_disk_that_fails_before_and_after_sending(box: Sandbox, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Outbox(path) as outbox, box.client(sensor=SENSOR) as client:
        outbox.put(*map(spent, range(20)))
        file: Any = outbox._file
        full = StorageError("events.db: could not write the outbox", path=path, action="write the outbox")

        def fail(*_: Any, **__: Any) -> Any:
            raise full

        with monkeypatch.context() as patch:
            patch.setattr(file, "take", fail)
            with pytest.raises(StorageError):
                outbox.flush(client)
        assert sends(box) == 0
        with monkeypatch.context() as patch:
            patch.setattr(file, "settle", fail)
            with pytest.raises(StorageError):
                outbox.flush(client)
        assert (sends(box), outbox.pending) == (1, 20)
        report = outbox.flush(client)
        assert (len(report.found), report.sent, outbox.pending) == (20, [], 0)
    assert counts(box) == {1: 20}


def test_a_missing_setting_stops_a_flush_and_loses_nothing(path: Path) -> None:
    from timeback import TimeBackClient

    settings: dict[str, Any] = {"client_id": "a", "client_secret": "b", "sensor": SENSOR}
    with Outbox(path) as outbox:
        outbox.put(*five())
        second = TimeBackClient(environment="staging", platform="timeback", **settings)
        with second as client, pytest.raises(ConfigurationError, match="no service 'events'"):
            outbox.flush(client)
        # Questions need the address of the QTI service.
        elsewhere = {
            "api_url": "https://a.example",
            "token_url": "https://a.example/t",
            "events_url": "https://e.example",
        }
        with TimeBackClient(**elsewhere, **settings) as client, pytest.raises(ConfigurationError, match="qti_api_url"):
            outbox.flush(client)
        assert outbox.pending == 5
        with Sandbox() as box, box.client(sensor=SENSOR) as client:
            report = outbox.flush(client)
            # None of them was noted as perhaps sent.
            assert (len(report.sent), report.repeated) == (5, [])


def test_a_wrong_client_is_refused(box: Sandbox, path: Path) -> None:
    with Outbox(path) as outbox, box.client(sensor=SENSOR) as client:
        outbox.put(spent(1))
        with pytest.raises(TypeError, match="aflush"):
            outbox.flush(box.async_client(sensor=SENSOR))  # type: ignore[arg-type]
        with pytest.raises(TypeError, match=r"use flush\(\)"):
            asyncio.run(outbox.aflush(client))  # type: ignore[arg-type]
        client.close()
        with pytest.raises(ClientStateError):
            outbox.flush(client)
        assert outbox.pending == 1
