"""A client in a service: cancelled and failing calls for ten minutes, after which nothing is stuck and nothing lost.

SOAK_SECONDS shortens it. Twenty tasks and eight threads run side by side; each kind shares three clients, one for every
way to the server.
"""

from __future__ import annotations

import asyncio
import gc
import json
import os
import random
import statistics
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import AsyncExitStack, ExitStack
from pathlib import Path
from typing import Any

import psutil
import pytest

from tests.http.secure import write_certificate
from timeback import AsyncTimeBackClient, TimeBackClient
from timeback.errors import APIError, AuthenticationError

SECONDS = float(os.environ.get("SOAK_SECONDS", "600"))
WARM_UP = min(60.0, SECONDS / 4)
LONGEST_PLAIN_CALL = 5.0
MOST_GROWTH = 5 * 1024 * 1024

pytestmark = [pytest.mark.soak, pytest.mark.timeout(SECONDS + 300)]


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("timeback._http.retry.BASE", 0.01)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    pytest.importorskip("cryptography")
    path = tmp_path_factory.mktemp("tls") / "certificate.pem"
    write_certificate(path)
    return path


@pytest.fixture(scope="module")
def ways(certificate: Path) -> Iterator[list[dict[str, Any]]]:
    """The settings of a client for each way to the server."""
    command = [sys.executable, "-m", "tests.soak.faulty_server", str(certificate)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        plain, secure, multiplexed = json.loads(server.stdout.readline())
        named = {"client_id": "c", "client_secret": "s", "verify": str(certificate)}
        yield [
            {**named, "api_url": f"http://127.0.0.1:{plain}"},
            {**named, "api_url": f"https://127.0.0.1:{secure}"},
            {**named, "api_url": f"https://127.0.0.1:{multiplexed}", "http2": True},
        ]
        assert server.stdin is not None
        server.stdin.close()
        server.wait(10)


class Watch:
    """What the process holds, second by second."""

    def __init__(self) -> None:
        self.process = psutil.Process()
        self.memory: list[tuple[float, int]] = []
        self.started = time.monotonic()

    def look(self) -> None:
        self.memory.append((time.monotonic() - self.started, self.process.memory_info().rss))

    def growth(self) -> float:
        """Bytes between the end of the first minute and the end; each is a median, since one look says little."""
        early = [rss for at, rss in self.memory if WARM_UP <= at < WARM_UP + 15]
        late = [rss for at, rss in self.memory if at >= self.memory[-1][0] - 15]
        return statistics.median(late) - statistics.median(early)


def held() -> tuple[int, int]:
    gc.collect()
    process = psutil.Process()
    return process.num_fds() if hasattr(process, "num_fds") else process.num_handles(), threading.active_count()


def has_returned(before: tuple[int, int]) -> bool:
    """Descriptors and threads are as many as at the start."""
    end = time.monotonic() + 10
    while held() > before and time.monotonic() < end:
        time.sleep(0.1)
    return all(now <= then for now, then in zip(held(), before, strict=True))


async def test_tasks_and_threads(ways: list[dict[str, Any]]) -> None:
    await run_both(ways, 0.5)
    before = held()
    watch = await run_both(ways, SECONDS)
    assert await asyncio.to_thread(has_returned, before)
    assert watch.growth() < MOST_GROWTH


async def run_both(ways: list[dict[str, Any]], seconds: float) -> Watch:
    watch = Watch()
    # Not a thread of the event loop's pool, whose threads stay.
    threads = Future[None]()

    def run() -> None:
        try:
            threads.set_result(run_threads(ways, watch.started + seconds))
        except BaseException as error:  # noqa: BLE001
            threads.set_exception(error)

    thread = threading.Thread(target=run)
    thread.start()
    try:
        await run_tasks(ways, watch, seconds)
        await asyncio.wrap_future(threads)
    finally:
        await asyncio.to_thread(thread.join)
    if seconds > 10:
        print(f"growth {watch.growth() / 1e6:.1f} MB")
    return watch


async def run_tasks(ways: list[dict[str, Any]], watch: Watch, seconds: float) -> None:
    counted = Counter[str]()
    end = watch.started + seconds

    async def work(client: AsyncTimeBackClient, number: int) -> None:
        draw = random.Random(number)
        while time.monotonic() < end:
            # Without a pause the process would have no time left, and what is measured is how it is shared out.
            await asyncio.sleep(draw.uniform(0, 0.05))
            limit = draw.uniform(0.001, 0.05)
            users = client.rostering.users
            way = draw.randrange(4)
            try:
                if way == 0:
                    await client.with_options(deadline=limit).rostering.users.get_user(f"u{number}")
                elif way == 1:
                    async with asyncio.timeout(limit):
                        await users.get_user(f"u{number}")
                elif way == 2:
                    task = asyncio.create_task(users.get_user(f"u{number}"))
                    try:
                        for _ in range(draw.randrange(60)):
                            await asyncio.sleep(0)
                    finally:
                        task.cancel()
                        await asyncio.wait([task])
                    counted["ended" if task.cancelled() or task.exception() else "answered"] += 1
                    continue
                else:
                    await users.get_user(f"u{number}")
                counted["answered"] += 1
            except (APIError, TimeoutError) as error:
                counted[type(error).__name__] += 1

    async def use_plainly(client: AsyncTimeBackClient) -> None:
        """As often as ten times a second, over all clients together."""
        while time.monotonic() < end:
            started = time.monotonic()
            user = await again(lambda: client.rostering.users.get_user("plain"))
            assert user.sourced_id == "plain"
            took = time.monotonic() - started
            assert took < LONGEST_PLAIN_CALL
            counted["plain"] += 1
            await asyncio.sleep(max(0.0, 0.3 - took))

    async def again(get: Any) -> Any:
        """A token that is revoked twice within one call is an error of the call, and no fault of the client."""
        for _ in range(20):
            try:
                return await get()
            except AuthenticationError:
                counted["revoked twice"] += 1
        raise AssertionError

    async def look() -> None:
        while time.monotonic() < end:
            watch.look()
            await asyncio.sleep(1)

    async with AsyncExitStack() as stack:
        clients = [await stack.enter_async_context(AsyncTimeBackClient(**way)) for way in ways]
        async with asyncio.TaskGroup() as group:
            for number in range(20):
                group.create_task(work(clients[number % 3], number))
            for client in clients:
                group.create_task(use_plainly(client))
            group.create_task(look())
    watch.look()
    if seconds > 10:
        print("tasks", dict(counted))
        assert counted["plain"] > seconds
        assert counted["answered"] > seconds
        assert counted["APITimeoutError"] + counted["TimeoutError"] > seconds


def run_threads(ways: list[dict[str, Any]], end: float) -> None:
    counted, lock = Counter[str](), threading.Lock()
    failures: list[BaseException] = []
    seconds = end - time.monotonic()

    def count(what: str) -> None:
        with lock:
            counted[what] += 1

    def work(client: TimeBackClient, number: int) -> None:
        draw = random.Random(number)
        while time.monotonic() < end:
            time.sleep(draw.uniform(0, 0.05))
            hasty = client.with_options(deadline=draw.uniform(0.001, 0.05)) if draw.random() < 0.5 else client
            try:
                hasty.rostering.users.get_user(f"u{number}")
                count("answered")
            except APIError as error:
                count(type(error).__name__)

    def use_plainly(client: TimeBackClient) -> None:
        while time.monotonic() < end:
            started = time.monotonic()
            try:
                assert client.rostering.users.get_user("plain").sourced_id == "plain"
            except AuthenticationError:
                count("revoked twice")
                continue
            took = time.monotonic() - started
            assert took < LONGEST_PLAIN_CALL
            count("plain")
            time.sleep(max(0.0, 0.3 - took))

    def guarded(target: Any, *arguments: Any) -> None:
        try:
            target(*arguments)
        except BaseException as error:  # noqa: BLE001
            failures.append(error)

    with ExitStack() as stack:
        clients = [stack.enter_context(TimeBackClient(**way)) for way in ways]
        jobs = [(work, clients[number % 3], number) for number in range(8)]
        jobs += [(use_plainly, client) for client in clients]  # type: ignore[misc]
        threads = [threading.Thread(target=guarded, args=job) for job in jobs]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(seconds + 60)
            assert not thread.is_alive()
    assert not failures, failures
    if seconds > 10:
        print("threads", dict(counted))
        assert counted["plain"] > seconds
        assert counted["APITimeoutError"] > seconds / 2
