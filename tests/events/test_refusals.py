"""A platform that refuses every event: nothing is rejected for good, and few requests are sent."""

from __future__ import annotations

import logging
import pickle
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.events.conftest import Call
from tests.events.kit import SENSOR, identity, spent
from timeback.errors import AllEventsRefusedError, BadRequestError, PermissionDeniedError
from timeback.events import Outbox
from timeback.sandbox import Sandbox

EVENT_PATH = "/caliper/event"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "events.db"


def flush(call: Call, outbox: Outbox, **options: Any) -> Any:
    return call(lambda client: (outbox.aflush if client.events._is_async else outbox.flush)(client, **options))


def sends(box: Sandbox) -> int:
    return sum(request.path == EVENT_PATH for request in box.requests)


def invalid(box: Sandbox, number: int, **more: Any) -> dict[str, Any]:
    with box.client(sensor=SENSOR) as client:
        return {**spent(number).build(client.events._context(None)), **more}


def test_events_of_an_outbox_wait(box: Sandbox, call: Call, path: Path) -> None:
    box.faults.add("POST", EVENT_PATH, status=400)
    with Outbox(path) as outbox:
        outbox.put(*map(spent, range(500)))
        with pytest.raises(AllEventsRefusedError, match="sensor") as caught:
            flush(call, outbox)
        assert (outbox.pending, outbox.rejected) == (500, [])
        assert caught.value.status == 400
        assert isinstance(caught.value.__cause__, BadRequestError)
        assert caught.value.report.sent == []
        assert {type(error) for _, error in caught.value.report.failed} == {AllEventsRefusedError}
        assert sends(box) <= 4 * 21
        # The next attempt is cheaper.
        box._log.clear()
        with pytest.raises(AllEventsRefusedError):
            flush(call, outbox)
        assert sends(box) <= 4 * 2 + 4
        assert outbox.pending == 500
        box.faults.clear()
        assert len(flush(call, outbox).sent) == 500
    assert set(box.events.count_by_id().values()) == {1}


def test_flushes_of_few_events_are_counted_together(box: Sandbox, call: Call, path: Path) -> None:
    box.faults.add("POST", EVENT_PATH, status=422)
    stopped = 0
    with Outbox(path) as outbox:
        for number in range(0, 42, 6):
            outbox.put(*map(spent, range(number, number + 6)))
            try:
                flush(call, outbox)
            except AllEventsRefusedError:
                stopped += 1
        assert (len(outbox.rejected), outbox.pending, stopped) == (18, 24, 4)
        box.faults.clear()
        assert len(flush(call, outbox).sent) == 24
        assert outbox.retry_rejected() == 18
        assert len(flush(call, outbox).sent) == 18


def test_all_events_can_be_rejected(box: Sandbox, call: Call, path: Path) -> None:
    box.faults.add("POST", EVENT_PATH, status=400)
    with Outbox(path) as outbox:
        outbox.put(*map(spent, range(30)))
        report = flush(call, outbox, stop_if_all_refused=False)
        assert (len(report.failed), outbox.pending, len(outbox.rejected)) == (30, 0, 30)


def test_many_wrong_events_block_no_other(box: Sandbox, call: Call, path: Path) -> None:
    wrong = [invalid(box, number, eventTime="2026-03-02T10:00:00Z") for number in range(60)]
    with Outbox(path) as outbox:
        outbox.put(*wrong, *map(spent, range(60, 120)))
        report = flush(call, outbox)
        assert sorted(report.sent) == [identity(number) for number in range(60, 120)]
        assert [event_id for event_id, _ in outbox.rejected] == [identity(number) for number in range(60)]
        assert outbox.pending == 0


def test_refusals_for_several_reasons_are_rejected(box: Sandbox, call: Call, path: Path) -> None:
    wrong = [invalid(box, number, eventTime="2026-03-02T10:00:00Z") for number in range(60)]
    for number in range(0, 60, 2):
        wrong[number] = invalid(box, number, object={**wrong[number]["object"], "subject": "Maths"})
    with Outbox(path) as outbox:
        outbox.put(*wrong)
        flush(call, outbox)
        assert (outbox.pending, len(outbox.rejected)) == (0, 60)


def test_the_background_logs_it_and_goes_on(box: Sandbox, path: Path, caplog: pytest.LogCaptureFixture) -> None:
    box.faults.add("POST", EVENT_PATH, status=400)
    with caplog.at_level(logging.WARNING, logger="timeback.events"), Outbox(path) as outbox:
        outbox.put(*map(spent, range(50)))
        with box.client(sensor=SENSOR) as client:
            outbox.start(client, interval=0.01)
            wait_until(lambda: sum("AllEventsRefusedError" in record.getMessage() for record in caplog.records) > 1)
            assert (outbox.pending, outbox.rejected) == (50, [])
            box.faults.clear()
            wait_until(lambda: outbox.pending == 0)
            outbox.stop()


def wait_until(condition: Callable[[], bool]) -> None:
    until = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < until
        time.sleep(0.01)


@pytest.mark.parametrize("batch_size", [1, 7, 100])
def test_a_stream_is_stopped(box: Sandbox, call: Call, batch_size: int) -> None:
    box.faults.add("POST", EVENT_PATH, status=400)
    read: list[int] = []

    def endless() -> Iterator[Any]:
        number = 0
        while True:
            read.append(number)
            yield spent(number)
            number += 1

    with pytest.raises(AllEventsRefusedError) as caught:
        call(lambda client: client.events.send_many(endless(), batch_size=batch_size))
    report = caught.value.report
    assert (report.sent, len({event_id for event_id, _ in report.failed})) == ([], len(report.failed))
    assert {event_id for event_id, _ in report.failed} == {identity(number) for number in read}
    assert sends(box) <= 20 + 4 * 21
    assert len(read) <= 20 + 9 * batch_size + 9


def test_a_missing_permission_costs_one_request_for_each_envelope(box: Sandbox, call: Call) -> None:
    box.faults.add("POST", EVENT_PATH, status=403)
    report = call(lambda client: client.events.send_many(map(spent, range(300))))
    assert {type(error) for _, error in report.failed} == {PermissionDeniedError}
    assert len(report.failed) == 300
    assert sends(box) == 3


def test_the_error_can_be_pickled() -> None:
    error = pickle.loads(pickle.dumps(AllEventsRefusedError("text", status=400)))
    assert (str(error), error.status, error.report) == ("text", 400, None)
