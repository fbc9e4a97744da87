"""An outbox that is flushed in the background, by a thread or a task."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.events.kit import EVENT_PATH, SECRETS, SENSOR, spent
from tests.events.outbox_kit import counts
from timeback.errors import (
    ClientStateError,
    ConfigurationError,
)
from timeback.events import Outbox
from timeback.sandbox import Sandbox


def wait_until(condition: Callable[[], bool]) -> None:
    done = threading.Event()
    for _ in range(3000):
        if condition():
            return
        done.wait(0.01)
    raise AssertionError("it did not happen in time")


def test_a_thread_sends_in_the_background(box: Sandbox, path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.WARNING)
    box.faults.add("POST", EVENT_PATH, status=403, times=1)
    with Outbox(path) as outbox, box.client(sensor=SENSOR) as client:
        outbox.start(client, interval=0.01)
        with pytest.raises(ClientStateError, match="already"):
            outbox.start(client)
        outbox.put(*map(spent, range(20)))
        wait_until(lambda: outbox.pending == 0)
        outbox.stop()
        outbox.stop()
        outbox.put(spent(99))
        assert outbox.pending == 1
        outbox.start(client, interval=0.01)
        wait_until(lambda: outbox.pending == 0)
    assert counts(box) == {1: 21}
    assert "20 events were not accepted" in caplog.text
    assert not any(secret in caplog.text for secret in SECRETS)
    for wrong in (0, -1, "5"):
        with Outbox(path) as outbox, pytest.raises(ConfigurationError, match="interval"):
            outbox.start(client, interval=wrong)  # type: ignore[arg-type]


def test_a_closed_client_ends_the_thread(box: Sandbox, path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with Outbox(path) as outbox:
        client = box.client(sensor=SENSOR)
        client.close()
        outbox.put(spent(1))
        outbox.start(client, interval=0.01)
        thread = outbox._thread
        assert thread is not None
        thread.join(30)
        assert not thread.is_alive()
        assert outbox.pending == 1
    assert "ClientStateError" in caplog.text


async def test_a_task_sends_in_the_background(box: Sandbox, path: Path) -> None:
    async with Outbox(path) as outbox, box.async_client(sensor=SENSOR) as client:
        await outbox.astart(client, interval=0.01)
        with pytest.raises(ClientStateError, match="already"):
            await outbox.astart(client)
        await outbox.aput(*map(spent, range(20)))
        async with asyncio.timeout(60):
            while outbox.pending:  # noqa: ASYNC110
                await asyncio.sleep(0.01)
        await outbox.astop()
        await outbox.aput(spent(99))
        await asyncio.sleep(0.05)
        assert outbox.pending == 1
    assert counts(box) == {1: 20}


async def test_a_cancelled_flush_loses_nothing_and_repeats_nothing(box: Sandbox, path: Path) -> None:
    box.faults.add("POST", EVENT_PATH, latency=0.05, times=20)
    with Outbox(path) as outbox:
        outbox.put(*map(spent, range(200)))
        async with box.async_client(sensor=SENSOR) as client:
            for wait in (0.0, 0.01, 0.03, 0.06, 0.1):
                task = asyncio.ensure_future(outbox.aflush(client, batch_size=10))
                await asyncio.sleep(wait)
                task.cancel()
                await asyncio.wait([task])
            box.faults.clear()
            while outbox.pending:
                await outbox.aflush(client, batch_size=50)
    assert sum(counts(box).values()) == 200
