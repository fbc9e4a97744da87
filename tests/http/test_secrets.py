"""A secret that is asked for, and a secret in a file: each time that a token is fetched."""

import threading
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest

from tests.http.kit import SECRET, Caller, token_reply
from timeback.errors import ConfigurationError
from timeback.settings import resolve

ADDRESSES = {"api_url": "https://district.example", "token_url": "https://login.example/token", "client_id": "cid-1"}


def sent_secrets(caller: Caller) -> list[str]:
    return [parse_qs(request.content.decode())["client_secret"][0] for request in caller.token_requests]


def test_a_function_is_asked_at_each_fetch(caller: Caller) -> None:
    secrets = iter(["first", "second"])
    caller.token_replies = [token_reply(expires_in=10)]
    caller.open(client_secret=lambda: next(secrets))
    caller.call()
    caller.call()
    caller.now += 20
    caller.call()
    assert sent_secrets(caller) == ["first", "second"]


def test_a_function_that_takes_its_time_does_not_hold_up_the_event_loop(caller: Caller) -> None:
    asked_by: list[str] = []

    def ask() -> str:
        asked_by.append(threading.current_thread().name)
        return "secret"

    caller.open(client_secret=ask).call()
    assert (asked_by[0] == threading.current_thread().name) == (caller.kind == "sync")


@pytest.mark.parametrize(
    ("ask", "says"),
    [
        (lambda: None, "must be text, not NoneType"),
        (lambda: "", "is empty"),
        (lambda: "two words", "holds a space"),
        (lambda: 1 / 0, "ZeroDivisionError"),
    ],
)
def test_a_function_that_gives_no_secret(caller: Caller, ask: Any, says: str) -> None:
    caller.open(client_secret=ask)
    with pytest.raises(ConfigurationError, match=f"^client_secret .*{says}"):
        caller.call()
    assert caller.token_requests == []


def test_what_a_function_raises_is_the_cause(caller: Caller) -> None:
    def ask() -> str:
        raise LookupError("the vault is sealed")

    with pytest.raises(ConfigurationError) as caught:
        caller.open(client_secret=ask).call()
    assert isinstance(caught.value.__cause__, LookupError)
    assert "vault" not in str(caught.value)


def test_it_recovers_once_the_function_does(caller: Caller) -> None:
    answers: list[Any] = [None, "good"]
    caller.open(client_secret=lambda: answers.pop(0))
    with pytest.raises(ConfigurationError):
        caller.call()
    caller.call()
    assert sent_secrets(caller) == ["good"]


def test_http_basic_asks_too(caller: Caller) -> None:
    caller.open(client_secret=lambda: SECRET, token_auth="basic").call()
    assert caller.token_requests[0].headers["authorization"].startswith("Basic ")


def test_a_file_is_read_at_each_fetch(caller: Caller, tmp_path: Path) -> None:
    file = tmp_path / "secret"
    file.write_text("first\n")
    caller.token_replies = [token_reply(expires_in=10)]
    caller.open(client_secret=None, client_secret_file=file).call()
    file.write_text("second\n")
    caller.now += 20
    caller.call()
    assert sent_secrets(caller) == ["first", "second"]


def test_files_that_the_environment_names(tmp_path: Path) -> None:
    for name in ("staging", "plain", "alias"):
        (tmp_path / name).write_text(name)
    environ = {
        "TIMEBACK_STAGING_CLIENT_SECRET_FILE": str(tmp_path / "staging"),
        "TIMEBACK_CLIENT_SECRET_FILE": str(tmp_path / "plain"),
        "TIMEBACK_API_CLIENT_SECRET_FILE": str(tmp_path / "alias"),
        "TIMEBACK_ENVIRONMENT": "staging",
        "TIMEBACK_CLIENT_ID": "cid-1",
    }
    assert resolve(environ=environ, client_secret="argument").secret() == "argument"
    assert resolve(environ=environ).secret() == "staging"
    assert resolve(environ={**environ, "TIMEBACK_STAGING_CLIENT_SECRET": "text"}).secret() == "text"
    # What is nearer comes first, whichever its form.
    assert resolve(environ={**environ, "TIMEBACK_CLIENT_SECRET": "farther"}).secret() == "staging"
    del environ["TIMEBACK_STAGING_CLIENT_SECRET_FILE"]
    assert resolve(environ=environ).secret() == "plain"
    del environ["TIMEBACK_CLIENT_SECRET_FILE"]
    assert resolve(environ=environ).secret() == "alias"
    with pytest.raises(ConfigurationError, match="client_secret is missing"):
        resolve(environ={**environ, "TIMEBACK_ENVIRONMENT": "production"}, environment="staging", client_id="a")


def test_a_file_is_told_of_when_the_client_is_made(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"client_secret_file names .*nowhere, which cannot be read"):
        resolve(**ADDRESSES, client_secret_file=tmp_path / "nowhere", environ={})
    with pytest.raises(ConfigurationError, match="TIMEBACK_CLIENT_SECRET_FILE names"):
        resolve(**ADDRESSES, environ={"TIMEBACK_CLIENT_SECRET_FILE": str(tmp_path)})
    with pytest.raises(ConfigurationError, match="both given"):
        resolve(**ADDRESSES, client_secret="a", client_secret_file=tmp_path, environ={})
