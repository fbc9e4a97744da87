"""Closing a client while calls are in flight: all end with ClientStateError, none is sent again, no socket stays."""

import asyncio
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.http.kit import SECRET, Server, reading, request_for, token_reply
from tests.http.secure import Http2Server
from timeback._http.connections import MAX_CONCURRENT_REQUESTS
from timeback._http.download import DownloadTarget
from timeback._http.session import AsyncSession, SyncSession
from timeback.errors import ClientStateError
from timeback.settings import Settings, resolve


def settings_for(url: str, **changes: Any) -> Settings:
    given = {"api_url": url, "token_url": f"{url}/oauth2/token", "client_id": "cid-1", "client_secret": SECRET}
    return resolve(**{**given, "environ": {}, **changes})


def open_sockets(server: Any) -> int:
    end = time.monotonic() + 5
    while server.open and time.monotonic() < end:
        time.sleep(0.01)
    return int(server.open)


class Calls:
    """Calls in threads; each leaves what it ended with."""

    def __init__(self, session: SyncSession) -> None:
        self.session, self.ends, self._threads = session, [], []  # type: ignore[var-annotated]

    def begin(self, count: int, method: str = "GET", **options: Any) -> None:
        for _ in range(count):
            thread = threading.Thread(target=self._one, args=(method, options))
            thread.start()
            self._threads.append(thread)

    def _one(self, method: str, options: dict[str, Any]) -> None:
        request = request_for(method)
        try:
            self.ends.append(self.session.with_options(**options).call(request, reading(request)))
        except Exception as error:  # noqa: BLE001
            self.ends.append(error)

    def wait(self) -> list[Any]:
        for thread in self._threads:
            thread.join(10)
            assert not thread.is_alive()
        return self.ends


def wait_until(happens: Callable[[], bool]) -> None:
    end = time.monotonic() + 5
    while not happens():
        assert time.monotonic() < end
        time.sleep(0.005)


def all_closed(ends: list[Any]) -> bool:
    return all(type(end) is ClientStateError for end in ends)


# Threads


@pytest.mark.parametrize("tls", [False, True])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_threads_that_wait_for_a_reply(request: pytest.FixtureRequest, tls: bool, method: str) -> None:
    server: Server = request.getfixturevalue("secure" if tls else "server")
    session = SyncSession(
        settings_for(server.url, **({"verify": str(request.getfixturevalue("certificate"))} if tls else {}))
    )
    session.call(request_for(), lambda reply: reply)
    server.latency = 20.0
    calls = Calls(session)
    # More than there are connections, so that some wait for one.
    calls.begin(80, method)
    wait_until(lambda: server.open >= 64)
    started = time.monotonic()
    session.close()
    ends = calls.wait()
    assert time.monotonic() - started < 10
    assert len(ends) == 80
    assert all_closed(ends)
    # The token, the first call, and one request for each connection.
    assert len(server.requests) <= 2 + MAX_CONCURRENT_REQUESTS


def test_threads_that_wait_between_attempts(server: Server) -> None:
    session = SyncSession(settings_for(server.url))
    server.behave = ["answer"] + ["503"] * 1000
    session.call(request_for(), lambda reply: reply)
    calls = Calls(session)
    waiting = threading.Semaphore(0)
    real = session._sleep

    def sleep(seconds: float) -> None:
        waiting.release()
        real(30.0)

    session._sleep = sleep
    calls.begin(4)
    for _ in range(4):
        assert waiting.acquire(timeout=5)
    session.close()
    assert all_closed(calls.wait())
    sent = len(server.requests)
    time.sleep(0.05)
    assert len(server.requests) == sent
    assert open_sockets(server) == 0


def test_threads_that_wait_for_a_token(server: Server) -> None:
    server.latency = 20.0
    session = SyncSession(settings_for(server.url))
    calls = Calls(session)
    calls.begin(5)
    wait_until(lambda: server.open == 1)
    session.close()
    assert all_closed(calls.wait())


def test_a_body_that_ends_with_its_connection_is_not_taken_for_whole(tmp_path: Path) -> None:
    """Where the end of the connection ends the body, one that is cut off by closing looks complete."""
    with socket_server(b"HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\n\r\nfirst part") as (url, begun):
        session = SyncSession(settings_for(url))
        session._tokens.set(token())
        ends: list[Any] = []

        def save() -> None:
            try:
                with DownloadTarget(tmp_path / "saved") as sink:
                    ends.append(session.call(request_for(), lambda reply: reply, sink))
            except Exception as error:  # noqa: BLE001
                ends.append(error)

        thread = threading.Thread(target=save)
        thread.start()
        assert begun.wait(5)
        time.sleep(0.05)
        session.close()
        thread.join(10)
        assert all_closed(ends)
        assert not (tmp_path / "saved").exists()


def token() -> Any:
    from timeback._http.token_renewal import Token

    return Token("Bearer t", time.monotonic() + 3600)


class socket_server:  # noqa: N801
    """Sends the same bytes to the first connection, and then nothing more."""

    def __init__(self, content: bytes) -> None:
        self._content = content

    def __enter__(self) -> tuple[str, threading.Event]:
        import socket

        self._listener = socket.create_server(("127.0.0.1", 0))
        begun = threading.Event()
        self._left = threading.Event()

        def serve() -> None:
            connection, _ = self._listener.accept()
            with connection:
                connection.recv(65536)
                connection.sendall(self._content)
                begun.set()
                self._left.wait(10)

        self._thread = threading.Thread(target=serve, daemon=True)
        self._thread.start()
        return f"http://127.0.0.1:{self._listener.getsockname()[1]}", begun

    def __exit__(self, *_: object) -> None:
        self._left.set()
        self._thread.join(5)
        self._listener.close()


def test_closing_twice_and_calling_afterwards(server: Server) -> None:
    session = SyncSession(settings_for(server.url))
    session.call(request_for(), lambda reply: reply)
    session.close()
    session.close()
    with pytest.raises(ClientStateError, match="closed"):
        session.call(request_for(), lambda reply: reply)
    assert open_sockets(server) == 0


# Tasks


async def call(session: AsyncSession, method: str = "GET") -> Any:
    request = request_for(method)
    return await session.call(request, reading(request))


@pytest.mark.parametrize("kind", ["http", "tls", "http2"])
async def test_tasks_that_wait_for_a_reply(request: pytest.FixtureRequest, kind: str) -> None:
    server: Any
    if kind == "http2":
        server = streams = request.getfixturevalue("streams")
        assert isinstance(streams, Http2Server)
    else:
        server = request.getfixturevalue("secure" if kind == "tls" else "server")
    secure = {} if kind == "http" else {"verify": str(request.getfixturevalue("certificate"))}
    session = AsyncSession(settings_for(server.url, http2=kind == "http2", **secure))
    await call(session)
    server.latency = 0.5
    tasks = [asyncio.create_task(call(session, "POST" if number % 2 else "GET")) for number in range(80)]
    await asyncio.sleep(0.2)
    await session.aclose()
    ends = await asyncio.gather(*tasks, return_exceptions=True)
    assert all_closed(ends)
    assert all(task.cancelling() == 0 for task in tasks)
    assert await asyncio.to_thread(open_sockets, server) == 0
    # The server counts a connection before its client has sent anything.
    sent = len(server.requests) if kind != "http2" else len(server.asked)
    await asyncio.sleep(0.1)
    assert sent == (len(server.requests) if kind != "http2" else len(server.asked))


async def test_tasks_that_wait_between_attempts_or_in_the_rate_limit(server: Server) -> None:
    session = AsyncSession(settings_for(server.url, max_requests_per_second=2.0))
    await call(session)
    server.behave = ["429"] * 100
    tasks = [asyncio.create_task(call(session)) for _ in range(20)]
    await asyncio.sleep(0.05)
    started = time.monotonic()
    await session.aclose()
    assert all_closed(await asyncio.gather(*tasks, return_exceptions=True))
    assert time.monotonic() - started < 5
    sent = len(server.requests)
    await asyncio.sleep(0.1)
    assert len(server.requests) == sent
    assert await asyncio.to_thread(open_sockets, server) == 0


async def test_a_cancellation_from_elsewhere_stays_one(server: Server) -> None:
    session = AsyncSession(settings_for(server.url))
    await call(session)
    server.latency = 5.0
    task = asyncio.create_task(call(session))
    await asyncio.sleep(0.05)
    task.cancel()
    closing = asyncio.create_task(session.aclose())
    with pytest.raises(asyncio.CancelledError):
        await task
    await closing


async def test_closing_that_is_cancelled_leaves_no_socket(server: Server) -> None:
    session = AsyncSession(settings_for(server.url))
    await call(session)
    server.latency = 0.5
    tasks = [asyncio.create_task(call(session)) for _ in range(10)]
    await asyncio.sleep(0.05)
    closing = asyncio.create_task(session.aclose())
    await asyncio.sleep(0)
    closing.cancel()
    await asyncio.gather(closing, return_exceptions=True)
    assert all_closed(await asyncio.gather(*tasks, return_exceptions=True))
    assert await asyncio.to_thread(open_sockets, server) == 0


async def test_a_callers_own_transport() -> None:
    begun = asyncio.Event()

    async def answer(request: httpx.Request) -> httpx.Response:
        if request.url.path.endswith("token"):
            return token_reply()
        begun.set()
        await asyncio.sleep(30)
        raise AssertionError

    session = AsyncSession(settings_for("http://127.0.0.1:1"), httpx.MockTransport(answer))
    task = asyncio.create_task(call(session))
    await begun.wait()
    await session.aclose()
    with pytest.raises(ClientStateError):
        await task


async def test_a_deadline_that_ends_at_the_same_time(server: Server) -> None:
    for deadline in (0.01, 0.02, 0.03):
        session = AsyncSession(settings_for(server.url))
        await call(session)
        server.latency = 5.0
        tasks = [asyncio.create_task(call(session.with_options(deadline=deadline))) for _ in range(30)]
        await asyncio.sleep(deadline)
        await session.aclose()
        ends = await asyncio.gather(*tasks, return_exceptions=True)
        assert {type(end).__name__ for end in ends} <= {"ClientStateError", "APITimeoutError"}
        server.latency = 0.0
