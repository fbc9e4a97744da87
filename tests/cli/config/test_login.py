"""timeback config login: a profile is created, and its secret stored, if the server accepts it."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from tests.cli.config.conftest import MemoryKeyring
from tests.cli.config.kit import SECRET, ok, run
from timeback.cli.app import timeback
from timeback.sandbox import Sandbox

Run = Callable[..., Result]


def login(box: Sandbox, *arguments: str, stdin: str | None = f"{SECRET}\n", **variables: str) -> Result:
    addresses = ["--api-url", box.url, "--client-id", box.client_id]
    return run("login", "local", *addresses, "--secret-stdin", *arguments, stdin=stdin, **variables)


def test_a_login_stores_the_secret_in_the_keyring(box: Sandbox, file: Path, memory: MemoryKeyring) -> None:
    result = login(box)
    assert result.exit_code == 0, result.output
    assert "accepted" in result.stderr
    assert memory.stored == {("timeback-client", "local"): SECRET}
    assert SECRET not in file.read_text()
    assert box.requests[-1].path.endswith("/token")
    used = CliRunner().invoke(timeback, ["get", "users", "-p", "local", "--query", "length(@)"], prog_name="timeback")
    assert used.stdout == "5\n"
    again = run("login", "local", "--secret-stdin", stdin=SECRET)
    assert again.exit_code == 0, again.output
    kept = ok("unset", "local", "--all")
    assert "keyring del timeback-client local" in kept.stderr


def test_the_secret_on_standard_input_may_have_the_mark_of_another_shell(
    box: Sandbox, file: Path, memory: MemoryKeyring
) -> None:
    arguments = ["config", "login", "local", "--api-url", box.url, "--client-id", box.client_id, "--secret-stdin"]
    for content in (b"\xef\xbb\xbf" + SECRET.encode() + b"\r\n", SECRET.encode("utf-16")):
        result = CliRunner().invoke(timeback, arguments, input=content, prog_name="timeback")
        assert result.exit_code == 0, result.output
        assert memory.stored == {("timeback-client", "local"): SECRET}
    broken = CliRunner().invoke(timeback, arguments, input=b"\xff\x80\x80", prog_name="timeback")
    assert broken.exit_code == 1
    assert memory.stored == {("timeback-client", "local"): SECRET}


def test_a_wrong_secret_stores_nothing(box: Sandbox, file: Path, memory: MemoryKeyring) -> None:
    result = login(box, stdin="another")
    assert result.exit_code == 1
    assert "Nothing was stored" in result.stderr
    assert "pass --token-auth basic if" in result.stderr
    assert "another" not in result.stderr
    assert not file.exists()
    assert memory.stored == {}
    assert login(box, "--no-check", stdin="another").exit_code == 0


def test_an_unreachable_server_stores_nothing(file: Path, memory: MemoryKeyring) -> None:
    result = run(
        "login", "local", "--api-url", "http://127.0.0.1:9", "--client-id", "me", "--secret-stdin", stdin=SECRET
    )
    assert result.exit_code == 1
    assert not file.exists()


def test_without_a_keyring_the_choices_are_named_before_anything_is_asked(
    box: Sandbox, file: Path, no_keyring: None
) -> None:
    before = len(box.requests)
    result = login(box)
    assert result.exit_code == 2
    assert "--store file" in result.stderr
    assert "TIMEBACK_LOCAL_CLIENT_SECRET" in result.stderr
    assert len(box.requests) == before
    assert not file.exists()


def test_a_login_that_stores_the_secret_in_a_file(box: Sandbox, file: Path, no_keyring: None) -> None:
    assert login(box, "--store", "file").exit_code == 0
    secret = file.parent / "local.secret"
    assert secret.read_text() == f"{SECRET}\n"
    if os.name == "posix":
        assert stat.S_IMODE(secret.stat().st_mode) == 0o600
    used = CliRunner().invoke(timeback, ["get", "users", "-p", "local", "--query", "length(@)"], prog_name="timeback")
    assert used.stdout == "5\n"
    assert "local.secret" in ok("unset", "local", "--all").stderr


def test_a_login_reads_the_secret_of_the_variable(box: Sandbox, file: Path) -> None:
    arguments = ["login", "local", "--api-url", box.url, "--client-id", box.client_id, "--store", "none"]
    missing = run(*arguments)
    assert missing.exit_code == 2
    assert "--secret-stdin" in missing.stderr
    assert "TIMEBACK_LOCAL_CLIENT_SECRET" in missing.stderr
    done = run(*arguments, TIMEBACK_LOCAL_CLIENT_SECRET=SECRET)
    assert done.exit_code == 0, done.output
    assert "secret" not in file.read_text()


def test_a_login_replaces_a_secret_in_the_file(box: Sandbox, written: Path, memory: MemoryKeyring) -> None:
    result = run("login", "staging", "--api-url", box.url, "--secret-stdin", "--client-id", box.client_id, stdin=SECRET)
    # The sandbox is no address of staging, but a server of the profile's own.
    assert result.exit_code == 0, result.output
    assert SECRET not in written.read_text().split("[district]")[0]
    assert "# for tests" in written.read_text()


def test_a_locked_keyring_stores_nothing(box: Sandbox, file: Path, memory: MemoryKeyring) -> None:
    memory.is_locked = True
    result = login(box)
    assert result.exit_code == 1
    assert "--store file" in result.stderr
    assert not file.exists()


def test_a_new_profile_needs_an_address(file: Path, memory: MemoryKeyring) -> None:
    result = run("login", "local", "--client-id", "me", "--secret-stdin", stdin=SECRET)
    assert result.exit_code == 2
    assert "--api-url" in result.stderr


def test_a_prompt_is_used_on_a_terminal(
    box: Sandbox, file: Path, memory: MemoryKeyring, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def prompt(text: str, **options: Any) -> str:
        asked.append(text)
        assert options.get("hide_input", False) == (text == "Client secret")
        return SECRET if text == "Client secret" else box.client_id

    monkeypatch.setattr("timeback.cli.configuration.login.click.prompt", prompt)
    monkeypatch.setattr(
        "timeback.cli.configuration.login.sys",
        type("Terminal", (), {"stdin": type("T", (), {"isatty": staticmethod(lambda: True)})}),
    )
    assert run("login", "local", "--api-url", box.url).exit_code == 0
    assert asked == ["Client id", "Client secret"]
