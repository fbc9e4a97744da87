"""Prefetch: the number of pages, threads and tasks, and their cleanup."""

from __future__ import annotations

import asyncio
import gc
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import aclosing, closing
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.facade.paging_server import SETTINGS, PagingServer, ids
from timeback import AsyncTimeBackClient, TimeBackClient
from timeback.errors import ServerError
from timeback.sandbox import Sandbox

ROOT = Path(__file__).parents[2]


def soon(condition: Callable[[], bool]) -> bool:
    """Waits for a condition; returns whether it became true."""
    until = time.monotonic() + 5
    while not condition() and time.monotonic() < until:
        time.sleep(0.005)
    return condition()


def fetching() -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread.name == "timeback-pages"]


def sync_client(server: PagingServer) -> TimeBackClient:
    return TimeBackClient(transport=httpx.MockTransport(server), **SETTINGS)


def async_client(server: PagingServer) -> AsyncTimeBackClient:
    return AsyncTimeBackClient(transport=httpx.MockTransport(server), **SETTINGS)


@pytest.fixture
def gate() -> Iterator[threading.Event]:
    """A gate for requests, which is opened at the end of the test."""
    event = threading.Event()
    yield event
    event.set()


class Held(PagingServer):
    """A server that answers the request of one offset only when the gate is open."""

    def __init__(self, gate: threading.Event, offset: int, count: int = 100) -> None:
        super().__init__(ids(count))
        self._gate, self._held = gate, offset
        self.arrived = threading.Event()

    def __call__(self, request: httpx.Request) -> httpx.Response:
        if request.url.params.get("offset") == str(self._held):
            self.arrived.set()
            self._gate.wait(60)
        return super().__call__(request)


# Number of pages


def test_two_pages_ahead_and_no_more() -> None:
    server = PagingServer(ids(100))
    with sync_client(server) as client:
        users = client.rostering.users.iter_users(page_size=10)
        assert not server.queries
        next(users)
        assert len(server.queries) == 1
        for read in range(2, 40):
            next(users)
            page = -(-read // 10)
            assert soon(lambda wanted=page + 2: len(server.queries) == wanted)  # type: ignore[misc]
            assert soon(lambda: not fetching())
        assert len(server.queries) == 6


async def test_two_pages_ahead_and_no_more_async() -> None:
    server = PagingServer(ids(100))
    async with async_client(server) as client:
        users = client.rostering.users.iter_users(page_size=10)
        await anext(users)
        await asyncio.sleep(0.02)
        assert len(server.queries) == 1
        for read in range(2, 40):
            await anext(users)
            await asyncio.sleep(0.005)
            assert len(server.queries) == -(-read // 10) + 2


def test_a_listing_of_one_page_costs_no_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    def start(thread: threading.Thread) -> None:
        raise AssertionError("a thread was started")

    monkeypatch.setattr(threading.Thread, "start", start)
    server = PagingServer(ids(9))
    with sync_client(server) as client:
        assert len(list(client.rostering.users.iter_users(page_size=10))) == 9
        assert len(list(client.rostering.users.iter_users(page_size=3, max_items=3))) == 3


def test_the_reader_fetches_by_itself_where_no_thread_is_to_be_had(monkeypatch: pytest.MonkeyPatch) -> None:
    def start(thread: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(threading.Thread, "start", start)
    server = PagingServer(ids(35))
    with sync_client(server) as client:
        assert [user.sourced_id for user in client.rostering.users.iter_users(page_size=10)] == ids(35)


# Errors


def flaky(fails: int) -> PagingServer:
    """A server that fails for a while at the third page."""
    left = [fails]

    def answer(number: int, query: dict[str, str], reply: dict[str, Any]) -> Any:
        if query.get("offset") == "20" and left[0]:
            left[0] -= 1
            return httpx.Response(500)
        return reply

    return PagingServer(ids(50), answer=answer)


def test_after_an_error_the_listing_goes_on_where_it_was() -> None:
    got: list[Any] = []
    with sync_client(flaky(2)) as client:
        users = client.rostering.users.iter_users(page_size=10)
        for _ in range(2):
            with pytest.raises(ServerError):
                got += (user.sourced_id for user in users)
            assert got == ids(20)
        got += (user.sourced_id for user in users)
    assert got == ids(50)


async def test_after_a_timeout_the_listing_goes_on_where_it_was() -> None:
    server = PagingServer(ids(50))
    slow = asyncio.Event()

    async def answer(request: httpx.Request) -> httpx.Response:
        if request.url.params.get("offset") == "10":
            await slow.wait()
        return server(request)

    got: list[Any] = []
    async with AsyncTimeBackClient(transport=httpx.MockTransport(answer), **SETTINGS) as client:
        users = client.rostering.users.iter_users(page_size=10)
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.1):
                async for user in users:
                    got.append(user.sourced_id)  # noqa: PERF401 - what came before the timeout counts
        assert got == ids(10)
        slow.set()
        got += [user.sourced_id async for user in users]
    assert got == ids(50)


@pytest.mark.slow
async def test_an_error_that_nobody_reads_is_not_complained_of(caplog: pytest.LogCaptureFixture) -> None:
    async with async_client(flaky(9)) as client:
        users = client.rostering.users.iter_users(page_size=10)
        await anext(users)
        await anext(users)
        await asyncio.sleep(0.02)
        del users
        gc.collect()
        await asyncio.sleep(0)
    assert not [record for record in caplog.records if record.name == "asyncio"]


# Shared iterators


def test_threads_share_an_iterator() -> None:
    with sync_client(PagingServer(ids(500))) as client:
        users = client.rostering.users.iter_users(page_size=7)
        with ThreadPoolExecutor(8) as pool:
            parts = [pool.submit(lambda: [str(user.sourced_id) for user in users]) for _ in range(8)]
            got = [key for part in parts for key in part.result()]
    assert sorted(got) == ids(500)


def test_an_iterator_is_read_on_in_another_thread() -> None:
    with sync_client(PagingServer(ids(50))) as client:
        users = client.rostering.users.iter_users(page_size=10)
        got = [next(users) for _ in range(15)]
        with ThreadPoolExecutor(1) as pool:
            got += pool.submit(list, users).result()
    assert [user.sourced_id for user in got] == ids(50)


async def test_tasks_share_an_iterator() -> None:
    async with async_client(PagingServer(ids(200))) as client:
        users = client.rostering.users.iter_users(page_size=7)

        async def read() -> list[str]:
            got = []
            async for user in users:
                got.append(str(user.sourced_id))
                await asyncio.sleep(0)
            return got

        parts = await asyncio.gather(*(read() for _ in range(5)))
    assert sorted(key for part in parts for key in part) == ids(200)


@pytest.mark.slow
@pytest.mark.parametrize("checkpoint", [False, True])
@pytest.mark.parametrize("page_size", [1, 2, 7])
async def test_a_reader_that_is_cancelled_at_any_time_loses_no_object(
    page_size: int, checkpoint: bool, tmp_path: Path
) -> None:
    # Some ten pages. The time grows with the objects, since each one is stored in the checkpoint.
    wanted = ids(10 + 8 * page_size)
    async with async_client(PagingServer(wanted)) as client:
        file = tmp_path / "checkpoint.json" if checkpoint else None
        users = client.rostering.users.iter_users(page_size=page_size, checkpoint=file)
        got: list[str] = []

        async def read() -> None:
            async for user in users:
                got.append(str(user.sourced_id))  # noqa: PERF401 - a list that is extended keeps nothing if cancelled

        turns = 0
        while not (task := asyncio.create_task(read())).done():
            turns = (turns + 1) % 23
            for _ in range(turns):
                await asyncio.sleep(0)
            task.cancel()
            if not isinstance((await asyncio.gather(task, return_exceptions=True))[0], asyncio.CancelledError):
                break
    assert got == wanted


# Abandoned iterators


def test_an_iterator_that_is_forgotten_leaves_no_thread(gate: threading.Event) -> None:
    server = Held(gate, 20)
    with sync_client(server) as client:
        for number, _ in enumerate(client.rostering.users.iter_users(page_size=10)):
            if number == 12:
                assert server.arrived.wait(5)
                threading.Timer(0.05, gate.set).start()
                break
        # Closing waited for the request in flight, and none was sent after it.
        assert not fetching()
        assert server.offsets == [0, 10, 20]


def test_closing_does_not_wait_for_ever(gate: threading.Event, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("timeback._pagination.prefetch.CLOSE_TIMEOUT", 0.05)
    server = Held(gate, 20)
    with sync_client(server) as client:
        with closing(client.rostering.users.iter_users(page_size=10)) as users:  # type: ignore[type-var]
            for _ in range(12):
                next(users)
            assert server.arrived.wait(5)
        assert list(users) == []
        gate.set()
        assert soon(lambda: not fetching())
        assert server.offsets == [0, 10, 20]


def test_an_error_of_the_reader_leaves_no_thread() -> None:
    server = PagingServer(ids(100))
    with sync_client(server) as client:

        def read() -> None:
            for user in client.rostering.users.iter_users(page_size=10):
                if user.sourced_id == "u0011":
                    raise LookupError

        with pytest.raises(LookupError):
            read()
        assert soon(lambda: not fetching())
    gc.collect()


async def test_a_task_is_cancelled_when_its_reader_leaves() -> None:
    server = PagingServer(ids(100))
    cancelled = []

    async def answer(request: httpx.Request) -> httpx.Response:
        if request.url.params.get("offset") == "20":
            try:
                await asyncio.sleep(30)
            except asyncio.CancelledError:
                cancelled.append(request)
                raise
        return server(request)

    async with AsyncTimeBackClient(transport=httpx.MockTransport(answer), **SETTINGS) as client:
        async with aclosing(client.rostering.users.iter_users(page_size=10)) as users:  # type: ignore[type-var]
            for _ in range(12):
                await anext(users)
            await asyncio.sleep(0.01)
        assert len(cancelled) == 1
        assert [user async for user in users] == []
        users = client.rostering.users.iter_users(page_size=10)
        for _ in range(12):
            await anext(users)
        await asyncio.sleep(0.01)
        del users
        await asyncio.sleep(0.01)
        assert len(cancelled) == 2
    assert len(asyncio.all_tasks()) == 1


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="counts sockets by /proc")
def test_no_socket_stays_open() -> None:
    def sockets() -> int:
        names = [Path(f"/proc/self/fd/{fd.name}") for fd in Path("/proc/self/fd").iterdir()]
        return sum(1 for name in names if name.is_symlink() and str(name.readlink()).startswith("socket:"))

    async def read() -> None:
        async with box.async_client() as client:
            async for _ in client.rostering.users.iter_users(page_size=5, offset=3):
                break
            users = client.rostering.users.iter_users(page_size=5)
            await anext(users)
            await anext(users)

    with Sandbox(users=50, process=True) as box:
        before = sockets()
        with box.client() as client:
            for number, _ in enumerate(client.rostering.users.iter_users(page_size=5)):
                if number == 7:
                    break
            users = client.rostering.users.iter_users(page_size=5)
            next(users), next(users)
            del users
        asyncio.run(read())
        assert soon(lambda: not fetching())
        assert sockets() == before


# Interpreter exit

SCRIPT = """
import asyncio, os, sys, threading, time, httpx
from timeback import AsyncTimeBackClient, TimeBackClient
settings = dict(api_url=sys.argv[1], client_id=sys.argv[2], client_secret=sys.argv[3])

class Transport(httpx.HTTPTransport):
    def handle_request(self, request):
        if request.url.params.get("offset") in sys.argv[4:]:
            time.sleep(90)
        return super().handle_request(request)

class AsyncTransport(httpx.AsyncHTTPTransport):
    async def handle_async_request(self, request):
        if request.url.params.get("offset") in sys.argv[4:]:
            await asyncio.sleep(90)
        return await super().handle_async_request(request)
"""
SYNC = """
client = TimeBackClient(transport=Transport(), **settings)
users = client.rostering.users.iter_users(page_size=10)
for _ in range(12):
    next(users)
"""
ASYNC = """
async def main():
    global users
    async with AsyncTimeBackClient(transport=AsyncTransport(), **settings) as client:
        users = client.rostering.users.iter_users(page_size=10)
        for _ in range(12):
            await anext(users)
        await asyncio.sleep(0.05)
asyncio.run(main())
"""
FORK = """
import warnings
from tests.facade.paging_server import SETTINGS, PagingServer, ids
from timeback.errors import ClientStateError
warnings.simplefilter("ignore", DeprecationWarning)  # a thread is running, intentionally
server, held, gate = PagingServer(ids(100)), threading.Event(), threading.Event()
def answer(request):
    if request.url.params.get("offset") == "50" and not forked:
        held.set()
        gate.wait(60)
    return server(request)
def fork():
    child = os.fork()
    if child:
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 7
    return not child
client = TimeBackClient(transport=httpx.MockTransport(answer), **SETTINGS)
users, forked = client.rostering.users.iter_users(page_size=10), False
for _ in range(12):
    next(users)
while any(thread.name == "timeback-pages" for thread in threading.enumerate()):
    time.sleep(0.005)
if fork():  # while nothing is being fetched
    forked = True
    assert [user.sourced_id for user in users] == ids(88, 12)
    os._exit(7)
for _ in range(20):
    next(users)
assert held.wait(30)
if fork():  # while a page is being fetched
    try:
        list(users)
    except ClientStateError:
        os._exit(7)
gate.set()
assert [user.sourced_id for user in users] == ids(68, 32)
"""


@pytest.mark.slow
@pytest.mark.parametrize("body", [SYNC + "client.close()", ASYNC], ids=["sync", "async"])
def test_a_program_ends_at_once_with_an_iterator_in_use(box: Sandbox, body: str) -> None:
    done = run(box, body, "20")
    assert (done.returncode, done.stderr) == (0, "")
    assert len(box.requests) == 3


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_a_forked_process_reads_on_or_is_told(box: Sandbox) -> None:
    done = run(box, FORK)
    assert (done.returncode, done.stderr) == (0, "")


def run(box: Sandbox, body: str, *slow: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-W", "default", "-c", SCRIPT + body, box.url, box.client_id, box.client_secret, *slow],
        cwd=ROOT,
        env={"PYTHONPATH": f"{ROOT}:{ROOT / 'generated'}"},
        capture_output=True,
        text=True,
        timeout=60,  # less than the duration of the slow request
        check=False,
    )
