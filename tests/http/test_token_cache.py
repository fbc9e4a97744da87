"""The cache file of access tokens: one fetch for several processes, and nobody else's file or token."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
import threading
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import attrs
import httpx
import pytest

from tests.http.kit import SECRET, TOKEN, Caller, Server, request_for, token_reply
from timeback import TimeBackClient
from timeback._http.session import AsyncSession, SyncSession
from timeback._http.shared_token import CachedToken
from timeback._http.token_cache import TokenCache
from timeback._http.token_renewal import Token
from timeback._storage.file_locks import open_lock, try_lock, unlock
from timeback.errors import (
    APITimeoutError,
    AuthenticationError,
    ClientStateError,
    ConfigurationError,
    TimeBackError,
    TokenCacheWarning,
)
from timeback.sandbox import Sandbox
from timeback.settings import Settings, resolve

POSIX = pytest.mark.skipif(os.name != "posix", reason="files have no mode and no owner here")
# Makes as many processes as it is told, whose clients call at the same time.
CHILDREN = """
import os, sys
from timeback import TimeBackClient
from timeback.services import rostering
from timeback_api.rostering import models

def call():
    with TimeBackClient() as client:
        os.write(1, client.rostering.orgs.get_org("o1").sourced_id.encode() + b"\\n")

count = int(sys.argv[1])
if count == 1:
    call()
    sys.exit()
read, write = os.pipe()
children = []
for _ in range(count):
    child = os.fork()
    if child == 0:
        os.close(write)
        os.read(read, 1)
        call()
        os._exit(0)
    children.append(child)
os.close(write)
sys.exit(max(os.waitpid(child, 0)[1] for child in children))
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "tokens.json"


def bearers(caller: Caller) -> list[str]:
    return [sent.headers["authorization"].removeprefix("Bearer ") for sent in caller.sent]


def opened(caller: Caller, file: Path, **changes: Any) -> Any:
    """One more session, as another process would have it."""
    return caller.open(token_cache=file, **changes).session


def over_network(server: Server, **changes: Any) -> Settings:
    return resolve(**{"api_url": server.url, "client_id": "cid-1", "client_secret": SECRET, "environ": {}, **changes})


def content(file: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(file.read_bytes())
    return found


def changed(file: Path, **changes: Any) -> None:
    """Change all entries of the file."""
    data = content(file)
    for entry in data["tokens"].values():
        entry.update(changes)
    file.write_text(json.dumps(data))


@contextmanager
def held(path: Path) -> Iterator[None]:
    """A lock, as another process would hold it."""
    descriptor = open_lock(path)
    assert try_lock(descriptor)
    try:
        yield
    finally:
        unlock(descriptor)
        os.close(descriptor)


def is_free(path: Path) -> bool:
    with held(path):
        return True


def started(count: int, server: Server, file: Path) -> subprocess.Popen[str]:
    """Processes with a client each, which know the file from the environment."""
    environ = {
        **{name: value for name, value in os.environ.items() if not name.startswith("TIMEBACK_")},
        "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
        "TIMEBACK_API_URL": server.url,
        "TIMEBACK_CLIENT_ID": "cid-1",
        "TIMEBACK_CLIENT_SECRET": SECRET,
        "TIMEBACK_TOKEN_CACHE": str(file),
    }
    command = [sys.executable, "-c", CHILDREN, str(count)]
    return subprocess.Popen(command, env=environ, stdout=subprocess.PIPE, text=True)


class Orgs(Server):
    """Answers what the processes ask for."""

    async def _one(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        path = head.split(" ")[1]
        for line in head.split("\r\n"):
            if line.lower().startswith("content-length:"):
                await reader.readexactly(int(line.partition(":")[2]))
        self.requests.append((head.split(" ")[0], path))
        body: dict[str, Any] = {"org": {"sourcedId": "o1"}}
        if path.endswith("token"):
            await asyncio.sleep(self.latency)
            body = {"access_token": TOKEN, "expires_in": 3600}
        text = json.dumps(body).encode()
        writer.write(b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: %d\r\n\r\n" % len(text))
        writer.write(text)
        return True


@pytest.fixture
def orgs() -> Iterator[Orgs]:
    made = Orgs()
    yield made
    made.stop()


# Processes


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


# Whose token it is, and how long


def test_one_token_for_one_after_the_other(caller: Caller, file: Path) -> None:
    for _ in range(3):
        opened(caller, file)
        caller.call()
    assert len(caller.token_requests) == 1
    assert bearers(caller) == [TOKEN] * 3


@POSIX
def test_the_file_is_for_its_owner_alone(caller: Caller, file: Path) -> None:
    opened(caller, file)
    caller.call()
    assert [oct(path.stat().st_mode & 0o777) for path in file.parent.iterdir()] == ["0o600"] * 3
    assert SECRET not in file.read_text()
    assert "cid-1" not in file.read_text()


@pytest.mark.parametrize(
    "changes",
    [
        {"client_secret": "rotated"},
        {"client_id": "cid-2"},
        {"scope": "a"},
        {"token_auth": "basic"},
        {"token_url": "https://login.example/other/token"},
    ],
)
def test_another_identity_has_another_token(caller: Caller, file: Path, changes: dict[str, Any]) -> None:
    caller.token_replies = [token_reply("one"), token_reply("two")]
    for more in ({}, changes, {}, changes):
        opened(caller, file, **more)
        caller.call()
    assert bearers(caller) == ["one", "two", "one", "two"]
    assert len(caller.token_requests) == 2


def test_a_secret_that_is_rotated_in_its_file_gets_a_new_token(caller: Caller, file: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("first")
    changes = {"client_secret": None, "client_secret_file": secret}
    opened(caller, file, **changes)
    caller.call()
    secret.write_text("second")
    opened(caller, file, **changes)
    caller.call()
    assert len(caller.token_requests) == 2


@pytest.mark.parametrize(
    ("issued", "expires"),
    [
        (-3600.0, -1.0),
        # The clock was set back since, or this file is from elsewhere.
        (3000.0, 6600.0),
        (-10.0, 40 * 24 * 3600.0),
        (-10.0, 1e11),
    ],
)
def test_a_token_that_is_over_or_contradicts_the_clock_is_not_used(
    caller: Caller, file: Path, issued: float, expires: float
) -> None:
    opened(caller, file)
    caller.call()
    changed(file, issued_at=time.time() + issued, expires_at=time.time() + expires)
    opened(caller, file)
    caller.call()
    assert len(caller.token_requests) == 2
    # The new one took its place.
    opened(caller, file)
    caller.call()
    assert len(caller.token_requests) == 2


def test_a_token_of_the_file_is_renewed_before_its_end(caller: Caller, file: Path) -> None:
    caller.token_replies = [token_reply(expires_in=1000)]
    opened(caller, file)
    caller.call()
    changed(file, issued_at=time.time() - 500, expires_at=time.time() + 440)
    opened(caller, file)
    caller.call()
    caller.now += 430
    caller.call()
    assert len(caller.token_requests) == 1
    # By the clock of this session; that of the file is another one, so the file is told, too.
    caller.now += 11
    changed(file, expires_at=time.time() - 1)
    caller.call()
    assert len(caller.token_requests) == 2


def test_tokens_that_are_over_leave_the_file(caller: Caller, file: Path) -> None:
    for secret in ("one", "two"):
        opened(caller, file, client_secret=secret)
        caller.call()
    changed(file, expires_at=time.time() - 1)
    opened(caller, file, client_secret="three")
    caller.call()
    assert len(content(file)["tokens"]) == 1


# A rejected token


def test_a_rejected_token_is_renewed_once_for_all(caller: Caller, file: Path) -> None:
    caller.token_replies = [token_reply("one"), token_reply("two")]
    first, second = opened(caller, file), opened(caller, file)
    for session in (first, second):
        caller.call(session=session)
        # One more with the token that it has in memory.
        caller.call(session=session)
    caller.replies = [httpx.Response(401)]
    caller.call(session=first)
    caller.replies = [httpx.Response(401)]
    caller.call(session=second)
    assert bearers(caller) == ["one"] * 4 + ["one", "two"] * 2
    assert len(caller.token_requests) == 2
    opened(caller, file)
    caller.call()
    assert bearers(caller)[-1] == "two"


def test_a_rejected_token_leaves_the_file_even_if_there_is_no_other(caller: Caller, file: Path) -> None:
    opened(caller, file, max_retries=0)
    caller.call()
    caller.replies, caller.token_replies = [httpx.Response(401)], [httpx.Response(500)]
    with pytest.raises(TimeBackError, match="500"):
        caller.call()
    assert content(file)["tokens"] == {}


def test_the_token_of_the_file_may_be_rejected_as_well(caller: Caller, file: Path) -> None:
    caller.token_replies = [token_reply("one"), token_reply("two"), token_reply("three")]
    first, second = opened(caller, file), opened(caller, file)
    caller.call(session=first)
    caller.call(session=second)
    caller.replies = [httpx.Response(401)]
    caller.call(session=second)
    # Then the server forgets all of them.
    caller.replies = [httpx.Response(401), httpx.Response(401)]
    caller.call(session=first)
    assert bearers(caller)[-3:] == ["one", "two", "three"]
    assert len(caller.token_requests) == 3


def test_a_server_that_rejects_every_token_is_told(caller: Caller, file: Path) -> None:
    opened(caller, file)
    caller.replies = [httpx.Response(401) for _ in range(20)]
    with pytest.raises(AuthenticationError):
        caller.call()
    assert len(caller.token_requests) == 2


def test_check_fetches_a_token_and_keeps_it(caller: Caller, file: Path) -> None:
    caller.token_replies = [token_reply("one"), token_reply("two")]
    session = opened(caller, file)
    caller.call()
    reply = session.check_token()
    if caller.kind == "async":
        reply = caller._runner.run(reply)
    assert reply.status == 200
    opened(caller, file)
    caller.call()
    assert bearers(caller) == ["one", "two"]


# Files that are not used


def refused(file: Path, **changes: Any) -> str:
    before = file.lstat()
    with pytest.raises(ConfigurationError) as caught:
        TimeBackClient(api_url="http://localhost", client_id="me", client_secret=SECRET, token_cache=file, **changes)
    after = file.lstat()
    assert (before.st_ino, before.st_size, before.st_mode) == (after.st_ino, after.st_size, after.st_mode)
    assert SECRET not in "".join(traceback.format_exception(caught.value))
    assert "token_cache" in str(caught.value)
    return str(caught.value)


@POSIX
@pytest.mark.parametrize("mode", [0o644, 0o640, 0o604, 0o660, 0o602, 0o620])
def test_a_file_that_others_may_read_or_write_is_refused(caller: Caller, file: Path, mode: int) -> None:
    opened(caller, file)
    caller.call()
    file.chmod(mode)
    assert "chmod 600" in refused(file)
    # Also where that happens while a client is open.
    file.chmod(0o600)
    changed(file, expires_at=0)
    opened(caller, file)
    file.chmod(mode)
    with pytest.raises(ConfigurationError, match="chmod 600"):
        caller.call()
    assert len(caller.token_requests) == 1


@POSIX
def test_a_file_of_another_user_is_refused(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file.touch(mode=0o600)
    mine = os.geteuid()
    monkeypatch.setattr(os, "geteuid", lambda: mine + 1)
    assert "another user" in refused(file)


@POSIX
@pytest.mark.parametrize("kind", ["link", "dangling link", "folder", "pipe"])
def test_what_is_no_file_is_refused(file: Path, kind: str) -> None:
    if kind == "folder":
        file.mkdir(mode=0o700)
    elif kind == "pipe":
        os.mkfifo(file, mode=0o600)
    else:
        target = file.with_name("other.json")
        if kind == "link":
            target.touch(mode=0o600)
        file.symlink_to(target)
    refused(file)
    assert not file.with_name("other.json").exists() or file.with_name("other.json").stat().st_size == 0


@pytest.mark.parametrize(
    "foreign",
    [
        b"notes of mine",
        b"{}",
        b"[1]",
        b'{"format": "other", "tokens": {}}',
        b"SQLite format 3\0" + bytes(84),
        b"PK\x03\x04\x14\0",
        b"\0",
    ],
)
@pytest.mark.parametrize("mode", [0o600, 0o644, 0o666])
def test_a_file_of_something_else_stays_as_it_is(caller: Caller, file: Path, foreign: bytes, mode: int) -> None:
    opened(caller, file)
    file.write_bytes(foreign)
    file.chmod(mode)
    text = refused(file)
    assert "not a token cache" in text
    assert "chmod" not in text
    with pytest.raises(ConfigurationError, match="not a token cache"):
        caller.call()
    assert file.read_bytes() == foreign
    assert caller.token_requests == []


@pytest.mark.parametrize("damage", ["half", "empty", "entries", "values", "no salt"])
def test_a_damaged_file_is_replaced(caller: Caller, file: Path, damage: str) -> None:
    opened(caller, file)
    caller.call()
    raw, data = file.read_bytes(), content(file)
    match damage:
        case "half":
            file.write_bytes(raw[: len(raw) // 2])
        case "empty":
            file.write_bytes(b"")
        case "entries":
            file.write_text(json.dumps({**data, "tokens": ["x"]}))
        case "values":
            odd = [None, 5, [], {}, {"token": "a b\r\n", "issued_at": 0, "expires_at": 9e9}, {"token": "x"}]
            keys = [*data["tokens"], *"abcdef"]
            file.write_text(json.dumps({**data, "tokens": dict(zip(keys, odd, strict=False))}))
        case "no salt":
            file.write_text(json.dumps({**data, "salt": None}))
    for _ in range(2):
        opened(caller, file)
        caller.call()
    assert len(caller.token_requests) == 2
    assert len(content(file)["tokens"]) == 1


def test_a_file_of_a_newer_version_is_not_used_and_not_overwritten(caller: Caller, file: Path) -> None:
    opened(caller, file)
    caller.call()
    text = json.dumps({**content(file), "version": 2})
    file.write_text(text)
    opened(caller, file)
    with pytest.warns(TokenCacheWarning, match="version"):
        caller.call()
    assert file.read_text() == text


# A cache that does not work breaks no call


def test_a_folder_that_is_not_there(caller: Caller, tmp_path: Path) -> None:
    opened(caller, tmp_path / "nowhere" / "tokens.json")
    with pytest.warns(TokenCacheWarning, match="tokens.json") as caught:
        assert caller.call() == {"sourcedId": "u1"}
    caller.replies = [httpx.Response(401)]
    # Warned once: another warning would be an error here.
    assert caller.call() == {"sourcedId": "u1"}
    assert len(caught) == 1
    assert len(caller.token_requests) == 2


def test_a_lock_that_cannot_be_taken(caller: Caller, file: Path) -> None:
    session = opened(caller, file)
    TokenCache(file, session.settings).fetch_lock().mkdir()
    with pytest.warns(TokenCacheWarning):
        caller.call()
    assert len(caller.token_requests) == 1


@POSIX
@pytest.mark.parametrize("which", ["of a fetch", "of the file"])
@pytest.mark.parametrize("kind", ["link", "dangling link", "loop", "folder", "pipe"])
def test_what_is_no_lock_file_is_named_and_stays(caller: Caller, file: Path, which: str, kind: str) -> None:
    session = opened(caller, file)
    lock = TokenCache(file, session.settings).fetch_lock() if which == "of a fetch" else Path(f"{file}.lock")
    victim = file.with_name("victim")
    if kind == "folder":
        lock.mkdir()
    elif kind == "pipe":
        os.mkfifo(lock)
    else:
        lock.symlink_to(lock if kind == "loop" else victim)
        if kind == "link":
            victim.write_text("keep me")
    before = lock.lstat()
    with pytest.warns(TokenCacheWarning, match=f"{lock.name} is not a lock file"):
        assert caller.call() == {"sourcedId": "u1"}
    assert lock.lstat() == before
    assert victim.exists() == (kind == "link")
    assert kind != "link" or victim.read_text() == "keep me"


def test_a_full_disk(caller: Caller, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened(caller, file)
    caller.call()
    before = file.read_bytes()

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    opened(caller, file, client_secret="another")
    monkeypatch.setattr(os, "fsync", full)
    with pytest.warns(TokenCacheWarning, match="No space left"):
        caller.call()
    assert file.read_bytes() == before
    assert not [path for path in file.parent.iterdir() if path.name.startswith(".")]
    session = opened(caller, file)
    assert is_free(TokenCache(file, session.settings).fetch_lock())


@pytest.mark.parametrize("method", ["call", "check_token"])
def test_no_frame_of_an_error_shows_secret_or_token(orgs: Orgs, file: Path, method: str) -> None:
    # Error trackers record local variables.
    session = SyncSession(over_network(orgs, token_cache=file))
    if method == "call":
        session.call(request_for(), lambda reply: reply)
        session.close()
        session = SyncSession(over_network(orgs, token_cache=file))
        file.write_text(json.dumps({**content(file), "format": "other"}))
    else:
        file.write_text("notes")
    with pytest.raises(ConfigurationError) as caught:
        session.check_token() if method == "check_token" else session.call(request_for(), lambda reply: reply)
    session.close()
    error = traceback.TracebackException.from_exception(caught.value, capture_locals=True)
    frames = [frame for frame in error.stack if Path(frame.filename).name == "token_cache.py"]
    shown = "".join(f"{frame.name} {frame.locals}" for frame in frames)
    assert "_read" in shown
    assert TOKEN not in shown
    assert SECRET not in shown
    fetching = [
        frame for frame in error.stack if frame.name in ("check_token", "_fetch_token", "_fetch_as_leader", "get")
    ]
    assert SECRET not in "".join(str(frame.locals) for frame in fetching)


# Settings


def test_the_path_comes_from_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("USERPROFILE", str(tmp_path / "home"))

    def path(environ: dict[str, str], **changes: Any) -> Path | None:
        credentials = {"client_id": "me", "client_secret": SECRET}
        return resolve(environ=environ, **{**credentials, "environment": "staging", **changes}).token_cache

    both = {"TIMEBACK_TOKEN_CACHE": "plain.json", "TIMEBACK_STAGING_TOKEN_CACHE": "~/staging.json"}
    assert path({}) is None
    assert path(both) == tmp_path / "home" / "staging.json"
    # It is neither a secret nor an address: the plain variable serves every client.
    assert path({"TIMEBACK_TOKEN_CACHE": "plain.json"}) == tmp_path / "plain.json"
    assert path({**both, "TIMEBACK_ENVIRONMENT": "staging"}, environment="production") == tmp_path / "plain.json"
    named = {"TIMEBACK_TOKEN_CACHE": "plain.json", "TIMEBACK_ENVIRONMENT": "staging"}
    assert path(named) == tmp_path / "plain.json"
    assert path(named, environment=None) == tmp_path / "plain.json"
    assert path(both, token_cache="mine.json") == tmp_path / "mine.json"
    assert path(both, token_cache=Path("~/mine.json")) == tmp_path / "home" / "mine.json"
    assert path(both, token_cache=False) is None
    for odd in ("", " ", 5, True):
        with pytest.raises(ConfigurationError, match="token_cache"):
            path({}, token_cache=odd)


def test_the_path_comes_from_a_profile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    config = tmp_path / "config.toml"
    config.touch(mode=0o600)
    monkeypatch.setenv("TIMEBACK_CONFIG", str(config))
    monkeypatch.setenv("TIMEBACK_STAGING_TOKEN_CACHE", str(tmp_path / "environment.json"))
    lines = f'[staging]\nclient_id = "me"\nclient_secret = "{SECRET}"\n'
    for value, expected in (
        ('token_cache = "cache/tokens.json"\n', tmp_path / "cache" / "tokens.json"),
        ("token_cache = false\n", None),
        ("", tmp_path / "environment.json"),
    ):
        config.write_text(lines + value)
        with TimeBackClient.from_profile("staging") as client:
            assert client.settings.token_cache == expected
    monkeypatch.setenv("TIMEBACK_TOKEN_CACHE", str(tmp_path / "plain.json"))
    other = '[district]\napi_url = "https://a.example"\ntoken_url = "https://a.example/t"\nclient_id = "me"\n'
    for value, expected in (("", tmp_path / "plain.json"), ('token_cache = "own.json"\n', tmp_path / "own.json")):
        config.write_text(f'{other}client_secret = "{SECRET}"\n{value}')
        with TimeBackClient.from_profile("district") as client:
            assert client.settings.token_cache == expected
    config.write_text(f"{lines}token_cache = 5\n")
    with pytest.raises(ConfigurationError, match="token_cache"):
        TimeBackClient.from_profile("staging")


def test_a_sandbox_keeps_no_token_of_its_clients(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIMEBACK_STAGING_TOKEN_CACHE", str(file))
    monkeypatch.setenv("TIMEBACK_TOKEN_CACHE", str(file))
    with Sandbox() as box, box.client() as client:
        client.rostering.orgs.list_orgs()
        assert client.settings.token_cache is None
        with box.client(token_cache=file) as keeping:
            keeping.rostering.orgs.list_orgs()
    assert file.exists()


def test_the_command_line_uses_the_file(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from click.testing import CliRunner

    from timeback.cli.app import timeback

    with Sandbox(users=2) as box:
        monkeypatch.setenv("TIMEBACK_API_URL", box.url)
        monkeypatch.setenv("TIMEBACK_CLIENT_ID", box.client_id)
        monkeypatch.setenv("TIMEBACK_CLIENT_SECRET", box.client_secret)
        monkeypatch.setenv("TIMEBACK_TOKEN_CACHE", str(file))
        for _ in range(2):
            done = CliRunner().invoke(timeback, ["get", "users"])
            assert done.exit_code == 0, done.output
        assert len([asked for asked in box.requests if asked.path == "/oauth2/token"]) == 1
        file.chmod(0o644)
        done = CliRunner().invoke(timeback, ["get", "users"])
        assert done.exit_code != 0
        if os.name == "posix":
            assert "chmod 600" in done.output
            assert "Traceback" not in done.output


def test_settings_show_the_path_and_no_token(caller: Caller, file: Path) -> None:
    session = opened(caller, file)
    caller.call()
    assert "tokens.json" in repr(session.settings)
    token = session._tokens._token
    assert TOKEN not in repr(token) + repr(session._token_cache) + repr(attrs.asdict(token, filter=lambda a, _: a.repr))


def test_a_client_without_it_loads_nothing_of_it() -> None:
    code = (
        "import sys\nfrom timeback import TimeBackClient\n"
        "TimeBackClient(api_url='http://localhost', client_id='a', client_secret='b').close()\n"
        "late = ('timeback._http.token_cache', 'timeback._http.shared_token', 'timeback._storage.file_locks')\n"
        "print([name for name in sys.modules if name in late])"
    )
    environ = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    assert (
        subprocess.run([sys.executable, "-c", code], env=environ, capture_output=True, text=True, check=True).stdout
        == "[]\n"
    )
