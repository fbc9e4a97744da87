"""One token for many threads, tasks, processes and event loops: who fetches it, and who waits."""

import asyncio
import os
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest

from tests.http.kit import Server, mocked, reading, request_for, settings_for, token_reply, user
from timeback._http.session import AsyncSession, SyncSession
from timeback.errors import ClientStateError
from timeback_runtime.errors import (
    APITimeoutError,
    AuthenticationError,
    TimeBackError,
)

# Threads and tasks


def test_fifty_threads_fetch_one_token(server: Server) -> None:
    server.latency = 0.05
    session = SyncSession(settings_for(server))
    together = threading.Barrier(50)

    def one(_: int) -> Any:
        together.wait(10)
        request = request_for()
        return session.call(request, reading(request))

    with ThreadPoolExecutor(50) as pool:
        assert list(pool.map(one, range(50))) == [{"sourcedId": "u1"}] * 50
    session.close()
    assert len(server.paths("token")) == 1


def test_fifty_threads_share_one_failure() -> None:
    asked = threading.Semaphore(0)
    count = []

    def answer(request: httpx.Request) -> httpx.Response:
        count.append(request)
        asked.acquire(timeout=0.3)
        return httpx.Response(401, json={"error": "invalid_client"})

    session = SyncSession(mocked(), httpx.MockTransport(answer))
    together = threading.Barrier(50)

    def one(_: int) -> BaseException | None:
        together.wait(10)
        try:
            session.call(request_for(), lambda reply: reply)
        except AuthenticationError as error:
            return error
        return None

    with ThreadPoolExecutor(50) as pool:
        errors = list(pool.map(one, range(50)))
    assert all(isinstance(error, AuthenticationError) and error.status == 401 for error in errors)
    # A traceback belongs to one thread.
    assert len({id(error) for error in errors}) == 50
    assert len(count) < 10


def test_a_thread_whose_deadline_ends_takes_nobody_along() -> None:
    first_asks, answer_now = threading.Event(), threading.Event()
    calls: list[float] = []

    def answer(request: httpx.Request) -> httpx.Response:
        if not request.url.path.endswith("token"):
            return user()
        calls.append(request.extensions["timeout"]["read"])
        if len(calls) == 1:
            first_asks.set()
            answer_now.wait(5)
            raise httpx.ReadTimeout("x")
        return token_reply()

    session = SyncSession(mocked(max_retries=0), httpx.MockTransport(answer))
    hasty = session.with_options(deadline=0.2)
    with ThreadPoolExecutor(2) as pool:
        leader = pool.submit(hasty.call, request_for(), lambda reply: reply.status)
        assert first_asks.wait(5)
        follower = pool.submit(session.call, request_for(), lambda reply: reply.status)
        answer_now.set()
        with pytest.raises(APITimeoutError):
            leader.result(5)
        assert follower.result(5) == 200
    assert calls[0] <= 0.2 < calls[1]


def test_a_thread_that_waits_for_a_token_keeps_its_deadline() -> None:
    first_asks, answer_now = threading.Event(), threading.Event()

    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.path.endswith("token"):
            first_asks.set()
            answer_now.wait(5)
            return token_reply()
        return user()

    session = SyncSession(mocked(), httpx.MockTransport(answer))
    with ThreadPoolExecutor(1) as pool:
        leader = pool.submit(session.call, request_for(), lambda reply: reply.status)
        assert first_asks.wait(5)
        with pytest.raises(APITimeoutError, match="no token within the deadline") as caught:
            session.with_options(deadline=0.05).call(request_for(), lambda reply: reply.status)
        assert caught.value.attempts == 0
        answer_now.set()
        assert leader.result(5) == 200


def test_threads_whose_token_is_refused_renew_it_once() -> None:
    tokens: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.path.endswith("token"):
            tokens.append(f"t{len(tokens)}")
            return token_reply(tokens[-1])
        return user() if request.headers["authorization"] == "Bearer t1" else httpx.Response(401)

    session = SyncSession(mocked(), httpx.MockTransport(answer))
    together = threading.Barrier(20)

    def one(_: int) -> int:
        together.wait(10)
        return session.call(request_for(), lambda reply: reply.status)

    with ThreadPoolExecutor(20) as pool:
        assert list(pool.map(one, range(20))) == [200] * 20
    assert tokens == ["t0", "t1"]


async def test_five_hundred_tasks_fetch_one_token(server: Server) -> None:
    server.latency = 0.02
    session = AsyncSession(settings_for(server))
    replies = await asyncio.gather(*[session.call(request_for(), lambda reply: reply.status) for _ in range(500)])
    await session.aclose()
    assert replies == [200] * 500
    assert len(server.paths("token")) == 1
    assert server.connections <= 64


class Gate:
    """An asynchronous server whose token comes when the test says so."""

    def __init__(self, reply: Callable[[], httpx.Response] = token_reply) -> None:
        self.asked, self.open, self.count, self.reply = asyncio.Event(), asyncio.Event(), 0, reply

    async def __call__(self, request: httpx.Request) -> httpx.Response:
        if not request.url.path.endswith("token"):
            return user()
        self.count += 1
        self.asked.set()
        await self.open.wait()
        return self.reply()

    def session(self) -> AsyncSession:
        return AsyncSession(mocked(), httpx.MockTransport(self))


@pytest.mark.parametrize("cancelled", [[0], [1], [0, 1, 2, 3]])
async def test_cancelling_a_task_that_waits_for_a_token_cancels_no_other(cancelled: list[int]) -> None:
    gate = Gate()
    session = gate.session()
    tasks = [asyncio.create_task(session.call(request_for(), lambda reply: reply.status)) for _ in range(5)]
    await gate.asked.wait()
    for index in cancelled:
        tasks[index].cancel()
    await asyncio.sleep(0)
    gate.open.set()
    results = await asyncio.gather(*tasks, return_exceptions=True)
    for index, result in enumerate(results):
        if index in cancelled:
            assert isinstance(result, asyncio.CancelledError)
        else:
            assert result == 200
    assert gate.count == 1
    await session.aclose()


async def test_when_all_are_cancelled_the_failure_of_the_fetch_disturbs_nobody() -> None:
    unhandled: list[Any] = []
    asyncio.get_running_loop().set_exception_handler(lambda _, context: unhandled.append(context))
    gate = Gate(lambda: httpx.Response(401))
    session = gate.session()
    task = asyncio.create_task(session.call(request_for(), lambda reply: reply))
    await gate.asked.wait()
    task.cancel()
    gate.open.set()
    await asyncio.gather(task, return_exceptions=True)
    await asyncio.sleep(0.01)
    await session.aclose()
    assert unhandled == []


async def test_tasks_share_one_failure() -> None:
    gate = Gate(lambda: httpx.Response(400, json={"error": "invalid_client"}))
    session = gate.session()
    tasks = [asyncio.create_task(session.call(request_for(), lambda reply: reply)) for _ in range(20)]
    await gate.asked.wait()
    gate.open.set()
    errors = await asyncio.gather(*tasks, return_exceptions=True)
    assert all(isinstance(error, AuthenticationError) for error in errors)
    assert len({id(error) for error in errors}) == 20
    assert gate.count == 1
    await session.aclose()


async def test_a_task_that_waits_for_a_token_keeps_its_deadline() -> None:
    gate = Gate()
    session = gate.session()
    with pytest.raises(APITimeoutError, match="no token within the deadline"):
        await session.with_options(deadline=0.05).call(request_for(), lambda reply: reply)
    gate.open.set()
    assert await session.call(request_for(), lambda reply: reply.status) == 200
    assert gate.count == 1
    await session.aclose()


async def test_closing_ends_a_fetch_and_tells_who_waits() -> None:
    gate = Gate()
    session = gate.session()
    task = asyncio.create_task(session.call(request_for(), lambda reply: reply))
    await gate.asked.wait()
    await session.aclose()
    with pytest.raises(ClientStateError, match="closed while"):
        await task


# Processes and loops


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_a_client_survives_a_fork(server: Server) -> None:
    session = SyncSession(settings_for(server))
    request = request_for()
    session.call(request, reading(request))
    # As if another thread had been at work in each of these when the process was forked.
    session._tokens._lock.acquire()
    session._pool._pool._lock.acquire()  # type: ignore[union-attr]
    for _ in range(64):
        session._pool._slots.acquire()
    before = server.connections
    child = os.fork()
    if child == 0:
        code = 1
        try:
            session._tokens._token = None
            code = 0 if session.call(request, reading(request)) == {"sourcedId": "u1"} else 2
        finally:
            os._exit(code)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert server.connections > before
    for _ in range(64):
        session._pool._slots.release()
    session._tokens._lock.release()
    session._pool._pool._lock.release()  # type: ignore[union-attr]
    assert session.call(request, reading(request)) == {"sourcedId": "u1"}
    session.close()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_an_asynchronous_client_has_a_loop_of_its_own_in_a_forked_process(server: Server) -> None:
    with asyncio.Runner() as runner:
        session = AsyncSession(settings_for(server))
        request = request_for()
        runner.run(session.call(request, reading(request)))
        child = os.fork()
        if child == 0:
            code = 1
            try:
                asyncio.set_event_loop(None)
                fresh = asyncio.new_event_loop()
                code = 0 if fresh.run_until_complete(session.call(request, reading(request))) else 2
            finally:
                os._exit(code)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
        assert runner.run(session.call(request, reading(request))) == {"sourcedId": "u1"}
        runner.run(session.aclose())


def test_a_second_event_loop_is_told_what_to_do() -> None:
    session = AsyncSession(mocked(), httpx.MockTransport(lambda r: token_reply() if "token" in str(r.url) else user()))
    assert asyncio.run(session.call(request_for(), lambda reply: reply.status)) == 200
    with pytest.raises(ClientStateError, match="one AsyncTimeBackClient in each event loop") as caught:
        asyncio.run(session.call(request_for(), lambda reply: reply.status))
    assert isinstance(caught.value, TimeBackError)
    assert isinstance(caught.value, RuntimeError)
