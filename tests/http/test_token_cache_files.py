"""The cache file of access tokens: files that are refused, damaged or cannot be written."""

from __future__ import annotations

import json
import os
import traceback
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.http.kit import SECRET, TOKEN, Caller, request_for
from tests.http.token_cache import POSIX, Orgs, changed, content, is_free, opened, over_network
from timeback import TimeBackClient
from timeback._http.session import SyncSession
from timeback._http.token_cache import TokenCache
from timeback.errors import ConfigurationError, TokenCacheWarning


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
