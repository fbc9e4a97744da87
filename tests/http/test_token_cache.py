"""The cache file of access tokens: one fetch for several processes, threads and tasks."""

from __future__ import annotations

import asyncio
import os
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from tests.http.kit import SECRET, Caller, request_for
from tests.http.token_cache import POSIX, Orgs, content, held, is_free, opened, over_network, started
from timeback import TimeBackClient
from timeback._http.session import AsyncSession, SyncSession
from timeback._http.shared_token import CachedToken
from timeback._http.token_cache import TokenCache
from timeback._http.token_renewal import Token
from timeback._storage.file_locks import open_lock
from timeback.errors import APITimeoutError, ClientStateError, TimeBackError
from timeback.settings import resolve


@pytest.mark.slow
@POSIX
def test_processes_that_start_together_fetch_one_token(orgs: Orgs, file: Path) -> None:
    orgs.latency = 0.3
    with started(5, orgs, file) as processes:
        text, _ = processes.communicate(timeout=60)
    assert (text.split(), processes.returncode) == (["o1"] * 5, 0)
    assert len(orgs.paths("token")) == 1
    assert len(orgs.paths("orgs/o1")) == 5


@pytest.mark.slow
def test_two_processes_fetch_one_token(orgs: Orgs, file: Path) -> None:
    orgs.latency = 0.3
    with started(1, orgs, file) as one, started(1, orgs, file) as other:
        assert [process.communicate(timeout=60)[0] for process in (one, other)] == ["o1\n"] * 2
    assert len(orgs.paths("token")) == 1
    assert len(orgs.paths("orgs/o1")) == 2


def test_the_lock_of_a_process_that_was_killed_is_free(orgs: Orgs, file: Path) -> None:
    orgs.latency = 30.0
    with started(1, orgs, file) as process:
        until(lambda: len(orgs.paths("token")) == 1)
        process.kill()
    orgs.latency = 0.0
    session = SyncSession(over_network(orgs, token_cache=file))
    assert session.call(request_for(), lambda reply: reply.status) == 200
    session.close()
    assert len(orgs.paths("token")) == 2
    assert len(content(file)["tokens"]) == 1


def until(happens: Any) -> None:
    end = time.monotonic() + 60
    while not happens():
        assert time.monotonic() < end
        time.sleep(0.005)


@POSIX
def test_a_forked_process_does_not_keep_the_lock(file: Path, orgs: Orgs) -> None:
    cache = TokenCache(file, over_network(orgs))
    cached = CachedToken(cache, cache.identity(SECRET), None, time.monotonic)
    assert cached.read_or_lock() is None
    assert cached.has_lock
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        # Lives until its parent has looked.
        os.close(write)
        os.read(read, 1)
        os._exit(0 if not cached.has_lock else 1)
    try:
        cached.release()
        assert is_free(cache.fetch_lock())
    finally:
        os.close(write)
        os.close(read)
        _, status = os.waitpid(child, 0)
    assert status == 0


# Threads and tasks


def test_clients_of_many_threads_fetch_one_token(orgs: Orgs, file: Path) -> None:
    orgs.latency = 0.1
    sessions = [SyncSession(over_network(orgs, token_cache=file)) for _ in range(4)]
    statuses: list[int] = []

    def work(session: SyncSession) -> None:
        statuses.append(session.call(request_for(), lambda reply: reply.status))

    threads = [threading.Thread(target=work, args=(session,)) for session in sessions * 3]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    for session in sessions:
        session.close()
    assert statuses == [200] * 12
    assert len(orgs.paths("token")) == 1


async def test_clients_of_one_event_loop_fetch_one_token(orgs: Orgs, file: Path) -> None:
    orgs.latency = 0.1
    sessions = [AsyncSession(over_network(orgs, token_cache=file)) for _ in range(4)]
    calls = [session.call(request_for(), lambda reply: reply.status) for session in sessions * 3]
    assert await asyncio.gather(*calls) == [200] * 12
    assert len(orgs.paths("token")) == 1
    # The twin of a client takes it from the file too.
    with TimeBackClient(api_url=orgs.url, client_id="cid-1", client_secret=SECRET, token_cache=file) as client:
        async with client.as_async() as twin:
            assert (await twin.rostering.orgs.get_org("o1")).sourced_id == "o1"
    for session in sessions:
        await session.aclose()
    assert len(orgs.paths("token")) == 1


async def test_cancelling_who_waits_leaves_nothing_locked(orgs: Orgs, file: Path) -> None:
    session = AsyncSession(over_network(orgs, token_cache=file))
    lock = TokenCache(file, session.settings).fetch_lock()
    with held(lock):
        waiting = asyncio.create_task(session.call(request_for(), lambda reply: reply.status))
        await asyncio.sleep(0.05)
        waiting.cancel()
        await asyncio.gather(waiting, return_exceptions=True)
        await session.aclose()
    assert is_free(lock)
    assert orgs.requests == []


async def test_closing_during_the_fetch_leaves_nothing_locked(orgs: Orgs, file: Path) -> None:
    orgs.latency = 20.0
    session = AsyncSession(over_network(orgs, token_cache=file))
    lock = TokenCache(file, session.settings).fetch_lock()
    calling = asyncio.create_task(session.call(request_for(), lambda reply: reply.status))
    await asyncio.to_thread(until, lambda: orgs.paths("token"))
    with pytest.raises(AssertionError):
        is_free(lock)
    await session.aclose()
    with pytest.raises(ClientStateError):
        await calling
    assert is_free(lock)


def test_an_attempt_that_ends_after_its_cancellation_gives_the_lock_back(orgs: Orgs, file: Path) -> None:
    # A thread cannot be cancelled: it may take the lock when nobody waits for it any more.
    cache = TokenCache(file, over_network(orgs))
    cached = CachedToken(cache, cache.identity(SECRET), None, time.monotonic)
    cached.release()
    assert cached.read_or_lock() is None
    assert not cached.has_lock
    assert is_free(cache.fetch_lock())


def test_a_token_that_came_just_before_the_lock_is_used(
    orgs: Orgs, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Another process writes its token after the first look at the file, and then releases the lock.
    cache = TokenCache(file, over_network(orgs))
    cached, other = (CachedToken(cache, cache.identity(SECRET), None, time.monotonic) for _ in range(2))

    def late(path: Path) -> int:
        monkeypatch.undo()
        assert other.read_or_lock() is None
        other.store(Token("Bearer of-another", time.monotonic() + 60))
        other.release()
        return open_lock(path)

    monkeypatch.setattr("timeback._http.token_cache.open_lock", late)
    found = cached.read_or_lock()
    cached.release()
    assert found is not None
    assert found.bearer == "Bearer of-another"


# Waiting for another process


def test_who_waits_keeps_the_deadline(orgs: Orgs, file: Path) -> None:
    settings = over_network(orgs, token_cache=file, timeout=300.0, deadline=0.1)
    with held(TokenCache(file, settings).fetch_lock()):
        session = SyncSession(settings)
        with pytest.raises(APITimeoutError):
            session.call(request_for(), lambda reply: reply)
        session.close()

        async def asynchronous() -> None:
            session = AsyncSession(settings)
            with pytest.raises(APITimeoutError):
                await session.call(request_for(), lambda reply: reply)
            await session.aclose()

        asyncio.run(asynchronous())
    assert orgs.requests == []


def test_who_waits_in_vain_fetches_a_token_too(caller: Caller, file: Path) -> None:
    session = opened(caller, file, timeout=5.0)
    with held(TokenCache(file, session.settings).fetch_lock()):
        assert caller.call() == {"sourcedId": "u1"}
    assert 4 < sum(caller.waits) < 6
    assert len(caller.token_requests) == 1


def test_one_environment_does_not_wait_for_another(caller: Caller, file: Path) -> None:
    other = resolve(environment="staging", client_id="me", client_secret=SECRET, environ={})
    with held(TokenCache(file, other).fetch_lock()):
        opened(caller, file)
        caller.call()
    assert caller.waits == []
    assert len(content(file)["tokens"]) == 1


def test_who_closes_the_client_ends_the_waiting(orgs: Orgs, file: Path) -> None:
    session = SyncSession(over_network(orgs, token_cache=file))
    ended: list[Exception] = []

    def work() -> None:
        try:
            session.call(request_for(), lambda reply: reply.status)
        except TimeBackError as error:
            ended.append(error)

    with held(TokenCache(file, session.settings).fetch_lock()):
        thread = threading.Thread(target=work)
        thread.start()
        time.sleep(0.05)
        session.close()
        thread.join(10)
    assert isinstance(ended[0], ClientStateError)
