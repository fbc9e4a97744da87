"""The cache file of access tokens: whose token it is, and how long it is used."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.http.kit import SECRET, TOKEN, Caller, token_reply
from tests.http.token_cache import POSIX, bearers, changed, content, opened
from timeback.errors import AuthenticationError, TimeBackError


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
