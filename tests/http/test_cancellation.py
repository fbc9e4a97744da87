"""Cancelled calls: they cost the client no connection, no place in the rate limit, and no other call."""

import asyncio
import gc
import threading
import time
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.http.kit import SECRET, Server, reading, request_for, user
from tests.http.secure import Http2Server
from timeback._http import connections, exchange
from timeback._http.download import DownloadTarget
from timeback._http.oauth import SyncTokenProvider
from timeback._http.session import AsyncSession, SyncSession
from timeback._http.threads import to_thread_until_done
from timeback._http.token_renewal import Token
from timeback.settings import resolve
from timeback_runtime.errors import APIConnectionError, APITimeoutError


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("timeback._http.retry.BASE", 0.001)


def session_for(url: str, **changes: Any) -> AsyncSession:
    given = {"api_url": url, "token_url": f"{url}/oauth2/token", "client_id": "cid-1", "client_secret": SECRET}
    return AsyncSession(resolve(**{**given, "environ": {}, "timeout": 20.0, "max_retries": 0, **changes}))


async def call(session: AsyncSession, method: str = "GET") -> Any:
    request = request_for(method)
    return await session.call(request, reading(request))


async def cancel_after(session: AsyncSession, turns: int, method: str = "GET") -> None:
    task = asyncio.create_task(call(session, method))
    for _ in range(turns):
        await asyncio.sleep(0)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def check_is_usable(session: AsyncSession, count: int = 80) -> None:
    """More calls at once than the client has connections."""
    assert await asyncio.gather(*(call(session) for _ in range(count))) == [{"sourcedId": "u1"}] * count


@pytest.fixture(params=["http", "tls", "http2", "proxy", "http2 setting, http server"])
async def session(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[AsyncSession]:
    kind: str = request.param
    if kind == "http2":
        streams: Http2Server = request.getfixturevalue("streams")
        made = session_for(streams.url, http2=True, verify=str(request.getfixturevalue("certificate")))
        server: Any = streams
    elif kind == "tls":
        server = request.getfixturevalue("secure")
        made = session_for(server.url, verify=str(request.getfixturevalue("certificate")))
    else:
        server = request.getfixturevalue("server")
        proxied = {"proxy": server.url} if kind == "proxy" else {}
        made = session_for(server.url, http2=kind.startswith("http2"), **proxied)
    yield made
    await made.aclose()
    gc.collect()
    async with asyncio.timeout(30):
        while server.open:  # noqa: ASYNC110 - another thread changes it
            await asyncio.sleep(0.01)


async def test_cancelling_idle_connections_that_have_expired(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "KEEPALIVE_SECONDS", 0.05)
    session = session_for(server.url)
    for _ in range(connections.MAX_CONNECTIONS):
        await call(session)
        await asyncio.sleep(0.1)
        await cancel_after(session, 1)
    assert await call(session) == {"sourcedId": "u1"}
    await session.aclose()


@pytest.mark.slow
async def test_calls_that_are_cancelled_at_any_turn_of_the_event_loop(session: AsyncSession) -> None:
    await call(session)
    for turns in range(60):
        await cancel_after(session, turns, "PUT" if turns % 3 else "GET")
        if turns % 10 == 9:
            await asyncio.gather(
                *(cancel_after(session, turns + more) for more in range(connections.MAX_CONNECTIONS + 1))
            )
    await check_is_usable(session)


async def test_deadlines_of_milliseconds(server: Server) -> None:
    session = session_for(server.url)
    await call(session)
    server.latency = 0.003
    hasty = session.with_options(deadline=0.004)
    outcomes = await asyncio.gather(
        *(asyncio.gather(*(call(hasty) for _ in range(20)), return_exceptions=True) for _ in range(20))
    )
    assert any(isinstance(outcome, APITimeoutError) for row in outcomes for outcome in row)
    server.latency = 0.0
    await check_is_usable(session)
    await session.aclose()


@pytest.mark.slow
async def test_a_cancelled_call_disturbs_no_other_on_its_connection(streams: Http2Server, certificate: Path) -> None:
    """Others are in the middle of their calls on the connections whose requests are cancelled."""
    session = session_for(streams.url, http2=True, verify=str(certificate))
    streams.latency = 0.002
    done = 0

    async def work() -> None:
        nonlocal done
        for _ in range(40):
            assert await call(session) == {"sourcedId": "u1"}
            done += 1

    async def disturb(number: int) -> None:
        for turn in range(40):
            await cancel_after(session, (7 * number + 3 * turn) % 40)

    async with asyncio.TaskGroup() as group:
        for number in range(6):
            group.create_task(work())
            group.create_task(disturb(number))
    assert done == 240
    streams.latency = 0.0
    await check_is_usable(session)
    await session.aclose()


@pytest.mark.slow
async def test_a_connection_that_breaks_under_many_calls_breaks_no_task(
    streams: Http2Server, certificate: Path
) -> None:
    """httpcore raises one error object in all of them; each handles it and goes on."""
    session = session_for(streams.url, http2=True, verify=str(certificate), max_retries=8)
    await call(session)
    streams.latency = 0.02
    for _ in range(10):
        tasks = [asyncio.create_task(call(session)) for _ in range(12)]
        await asyncio.sleep(0.01)
        streams.drop()
        # One that has no attempt left clears the frames of the error that it raises.
        hasty = [asyncio.create_task(call(session.with_options(max_retries=0))) for _ in range(4)]
        await asyncio.sleep(0.01)
        streams.drop()
        ends = await asyncio.gather(*tasks, *hasty, return_exceptions=True)
        assert {type(end) for end in ends} <= {dict, APIConnectionError}
        assert ends[:12] == [{"sourcedId": "u1"}] * 12
    streams.latency = 0.0
    await check_is_usable(session)
    await session.aclose()


async def test_what_cancelled_calls_used_is_closed_at_once(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    session = session_for(server.url)
    await check_is_usable(session)
    server.latency = 5.0
    tasks = [asyncio.create_task(call(session)) for _ in range(64)]
    await asyncio.sleep(0.1)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    await asyncio.sleep(0)
    assert len(session._pool._pool._opened) <= 1  # type: ignore[union-attr]
    await session.aclose()


async def test_a_failed_exchange_costs_no_slot_either(server: Server) -> None:
    session = session_for(server.url)
    server.behave = ["cut", "reset", "truncate", "hang"] * 20
    outcomes = await asyncio.gather(
        *(call(session.with_options(timeout=0.3), "POST") for _ in range(80)), return_exceptions=True
    )
    assert any(isinstance(outcome, APIConnectionError) for outcome in outcomes)
    server.behave = []
    await check_is_usable(session)
    await session.aclose()


async def test_cancelled_calls_give_their_places_in_the_rate_limit_back() -> None:
    waits: list[float] = []

    async def sleep(seconds: float) -> None:
        waits.append(seconds)
        if len(waits) <= 400:
            await asyncio.sleep(3600)

    settings = resolve(
        api_url="https://district.example",
        token_url="https://login.example/token",
        client_id="c",
        client_secret=SECRET,
        max_requests_per_second=20,
        environ={},
    )

    def answer(request: httpx.Request) -> httpx.Response:
        token = request.url.path.endswith("token")
        return httpx.Response(200, json={"access_token": "t", "expires_in": 3600}) if token else user()

    session = AsyncSession(settings, httpx.MockTransport(answer), sleep=sleep)
    await call(session)
    tasks = [asyncio.create_task(call(session)) for _ in range(400)]
    async with asyncio.timeout(30):
        while len(waits) < 400:  # noqa: ASYNC110
            await asyncio.sleep(0)
    assert max(waits) > 15
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    del waits[400:]
    await call(session)
    assert not waits[400:] or waits[400] < 1
    await session.aclose()


@pytest.mark.parametrize("http2", [False, True])
async def test_a_cancelled_download_writes_nothing_more(
    server: Server, streams: Http2Server, certificate: Path, tmp_path: Path, http2: bool
) -> None:
    url = streams.url if http2 else server.url
    session = session_for(url, http2=http2, **({"verify": str(certificate)} if http2 else {}))
    await call(session)
    server.latency = streams.latency = 0.005
    target = tmp_path / "download"
    for turns in range(0, 60, 3):
        with target.open("w+b") as file:

            async def save() -> None:
                request = request_for()
                with DownloadTarget(file) as sink:
                    await session.call(request, lambda reply: reply, sink)

            task = asyncio.create_task(save())
            for _ in range(turns):
                await asyncio.sleep(0.0005)
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
            size = file.seek(0, 2)
            await asyncio.sleep(0.01)
            assert file.seek(0, 2) == size
    await session.aclose()


async def test_a_cancellation_waits_for_the_write_that_has_begun() -> None:
    ended = []
    begun = asyncio.Event()
    loop = asyncio.get_running_loop()

    def write() -> None:
        loop.call_soon_threadsafe(begun.set)
        time.sleep(0.05)
        ended.append("write")

    task = asyncio.create_task(to_thread_until_done(write))
    await begun.wait()
    task.cancel()
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert ended == ["write"]


# Threads: KeyboardInterrupt is their cancellation


def test_an_interrupted_fetch_of_a_token_leaves_nobody_waiting() -> None:
    begun, go_on = threading.Event(), threading.Event()
    fetches: list[int] = []

    def fetch(rejected_token: Token | None, until: float | None) -> Token:
        fetches.append(1)
        if len(fetches) == 1:
            begun.set()
            go_on.wait(5)
            raise KeyboardInterrupt
        return Token("Bearer t", time.monotonic() + 60)

    tokens = SyncTokenProvider(fetch, time.monotonic)
    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(tokens.get, None, None)
        assert begun.wait(5)
        second = pool.submit(tokens.get, None, None)
        go_on.set()
        assert second.result(5).bearer == "Bearer t"
        with pytest.raises(KeyboardInterrupt):
            first.result(5)
    assert tokens.get(None, None).bearer == "Bearer t"


def test_interrupted_calls_cost_no_connection(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = resolve(
        api_url=server.url, token_url=f"{server.url}/oauth2/token", client_id="c", client_secret=SECRET, environ={}
    )
    session = SyncSession(settings)
    request = request_for()

    def interrupted(*_: Any) -> Any:
        raise KeyboardInterrupt

    for _ in range(70):
        assert session.call(request, reading(request)) == {"sourcedId": "u1"}
        with monkeypatch.context() as patch:
            # What follows the reply's head is interrupted: the connection is in the middle of a body.
            patch.setattr(exchange, "RawReply", interrupted)
            with pytest.raises(KeyboardInterrupt):
                session.call(request, reading(request))
    session.close()
    end = time.monotonic() + 5
    while server.open and time.monotonic() < end:
        time.sleep(0.01)
    assert server.open == 0
