"""``TIMEBACK_LOG``, ``timeback --debug`` and ``--verbose``: log records on stderr, without values."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator

import pytest

from timeback import TimeBackClient
from timeback.errors import ConfigurationError
from timeback.sandbox import Sandbox

PROGRAM = """
import logging, sys
from timeback import F, TimeBackClient
if "own" in sys.argv:
    logging.basicConfig(format="own %(message)s", level=logging.WARNING)
for _ in range(2):
    with TimeBackClient() as client:
        client.rostering.users.list_users(filter_expr=F.family_name == "Lovelace", limit=1)
"""


def run(box: Sandbox, *words: str, log: str | None = None) -> subprocess.CompletedProcess[str]:
    with box.client() as client:
        settings = client.settings
    environ = {name: value for name, value in os.environ.items() if name != "TIMEBACK_LOG"}
    return subprocess.run(
        [sys.executable, *words],
        env={
            **environ,
            **({} if log is None else {"TIMEBACK_LOG": log}),
            "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
            "TIMEBACK_API_URL": settings.api_url,
            "TIMEBACK_TOKEN_URL": settings.token_url,
            "TIMEBACK_CLIENT_ID": settings.client_id,
            "TIMEBACK_CLIENT_SECRET": str(settings.client_secret),
        },
        capture_output=True,
        text=True,
        timeout=100,
    )


@pytest.fixture(scope="module")
def district() -> Iterator[Sandbox]:
    with Sandbox(users=5) as box:
        yield box


def test_debug_has_each_call_without_values(district: Sandbox) -> None:
    done = run(district, "-c", PROGRAM, log="DEBUG")
    assert done.stderr.count("timeback.http DEBUG GET /users 200 in ") == 2, done.stderr
    assert "attempts: 1" in done.stderr
    assert "Lovelace" not in done.stderr
    assert "127.0.0.1" not in done.stderr


@pytest.mark.slow
def test_info_and_nothing_are_quiet_about_calls_that_succeed(district: Sandbox) -> None:
    for log in ("info", "", None):
        assert run(district, "-c", PROGRAM, log=log).stderr == ""


def test_info_has_retries(district: Sandbox) -> None:
    district.faults.add("GET", "*/users", status=503, times=1)
    done = run(district, "-c", PROGRAM, log="info")
    assert "timeback.http INFO" in done.stderr
    assert "503, attempt 1; next in" in done.stderr


def test_a_program_with_handlers_of_its_own_keeps_them(district: Sandbox) -> None:
    done = run(district, "-c", PROGRAM, "own", log="debug")
    assert done.stderr.splitlines()[-1].startswith("own GET /users 200")
    assert done.stderr.count("GET /users 200") == 2


@pytest.mark.slow
@pytest.mark.parametrize(("option", "shown"), [("--debug", True), ("--verbose", False)])
def test_options_of_the_command(district: Sandbox, option: str, shown: bool) -> None:
    done = run(district, "-m", "timeback", option, "get", "users", "--limit", "1", "-o", "jsonl")
    assert done.returncode == 0, done.stderr
    assert ("GET /users 200" in done.stderr) is shown
    assert "GET /users" not in done.stdout


def test_a_wrong_level_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIMEBACK_LOG", "loud")
    with pytest.raises(ConfigurationError, match="TIMEBACK_LOG is not one of 'debug', 'info'"):
        TimeBackClient(environment="staging", client_id="a", client_secret="b")
