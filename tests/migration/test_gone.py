"""Servers and token endpoints that become unreachable during a migration, and how it is resumed."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from timeback.errors import APIConnectionError, APIError, DecodingError, ServerError
from timeback.migration import Migration, verify
from timeback.migration.execution import health, writer
from timeback.sandbox import Sandbox

from .district import counts, fill, thin
from .test_over_http import environment

pytestmark = pytest.mark.slow

KEYS = {"client_id": "id", "client_secret": "secret"}
TOKEN = "/oauth2/token"
# Tokens are renewed after 90 % of their lifetime, so about every second.
LIFETIME = 1.0
RESUME = "move.db"
ENDS = ("source", "target")


@pytest.fixture
def source(tmp_path: Path) -> Iterator[Sandbox]:
    box = Sandbox(users=60, token_lifetime=LIFETIME, db=tmp_path / "source.db", **KEYS)
    with box:
        thin(box)
        fill(box, count=12)
        yield box


@pytest.fixture
def target(tmp_path: Path) -> Iterator[Sandbox]:
    box = Sandbox(token_lifetime=LIFETIME, db=tmp_path / "target.db", **KEYS)
    with box:
        yield box


def command(source: Sandbox, target: Sandbox, folder: Path, *, retries: int = 1) -> subprocess.Popen[str]:
    config = folder / "config.toml"
    settings = {**KEYS, "max_retries": retries}
    tables = (
        {**settings, "api_url": box.url, "token_url": box.token_url, "qti_api_url": box.qti_url}
        for box in (source, target)
    )
    config.write_text(
        "".join(
            f"[{name}]\n" + "".join(f"{key} = {json.dumps(value)}\n" for key, value in table.items())
            for name, table in zip(("staging", "production"), tables, strict=True)
        )
    )
    config.chmod(0o600)
    return subprocess.Popen(
        [sys.executable, "-m", "timeback.cli", "migrate", "staging", "production", "--yes", "--journal", "move.db"],
        cwd=folder,
        env=environment(TIMEBACK_CONFIG=str(config)),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def to_its_end(process: subprocess.Popen[str], seconds: float = 100) -> tuple[int, str]:
    with process:
        try:
            _, errors = process.communicate(timeout=seconds)
        finally:
            process.kill()
    return process.returncode, errors


def wait_for_users(process: subprocess.Popen[str], target: Sandbox, count: int) -> None:
    deadline = time.monotonic() + 60
    while target.store.count("users") < count:
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < deadline
        time.sleep(0.01)


def created(*logs: list[Any]) -> Counter[str]:
    """The number of created objects by path, over all runs."""
    return Counter(
        request.path
        for log in logs
        for request in log
        if request.method == "POST" and request.path.startswith("/ims") and request.status == 201
    )


def assert_intact(journal: Path) -> None:
    assert not journal.with_name("move.db.lock").exists()
    with closing(sqlite3.connect(journal)) as db:
        assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        facts = dict(db.execute("SELECT name, value FROM facts"))
        assert facts["finished"] == "no"
        assert db.execute("SELECT count(*) FROM objects WHERE outcome = 'created'").fetchone()[0] > 0
        assert db.execute("SELECT count(*) FROM objects WHERE outcome = 'unknown'").fetchone()[0] == 0


def assert_arrived(source: Sandbox, target: Sandbox, journal: Path) -> None:
    assert counts(target) == counts(source)
    with source.client() as left, target.client(environment="production") as right:
        result = verify(left, right, journal=journal, strict=True)
    assert list(result) == []
    assert result.checked == sum(counts(source).values())


def break_off(source: Sandbox, target: Sandbox, folder: Path, gone: Callable[[], None]) -> str:
    """Start a migration, break something in the middle, and return the error output of the command."""
    for box in (source, target):
        box.faults.add(path="/ims/*", latency=0.05)
    process = command(source, target, folder)
    wait_for_users(process, target, 10)
    gone()
    code, errors = to_its_end(process)
    assert code == 1, errors
    assert RESUME in errors
    assert "Traceback" not in errors
    assert_intact(folder / "move.db")
    assert sum(counts(target).values()) < sum(counts(source).values())
    return errors


CUT = ({"cut": "before"}, "token endpoint: 127.0.0.1")
UNWELL = ({"status": 503}, "answered 503")
REFUSED = ({"status": 401}, "credentials")
MUDDLED = ({"status": 200, "body": "<html>"}, "without a usable access_token")


@pytest.mark.parametrize(
    ("end", "fault", "says"),
    [
        ("target", *CUT),
        ("source", *UNWELL),
        *(
            pytest.param(end, *what, marks=pytest.mark.soak)
            for end, what in [
                ("source", CUT),
                ("target", UNWELL),
                *((end, what) for end in ENDS for what in (REFUSED, MUDDLED)),
            ]
        ),
    ],
)
def test_an_unreachable_token_endpoint_ends_the_run(
    source: Sandbox, target: Sandbox, tmp_path: Path, end: str, fault: dict[str, Any], says: str
) -> None:
    box = {"source": source, "target": target}[end]
    errors = break_off(source, target, tmp_path, lambda: box.faults.add(path=TOKEN, **fault))
    assert says in errors
    for one in (source, target):
        one.faults.clear()
    code, errors = to_its_end(command(source, target, tmp_path))
    assert code == 0, errors
    assert sum(created(target.requests).values()) == sum(counts(source).values())
    assert_arrived(source, target, tmp_path / "move.db")


@pytest.mark.parametrize("end", [pytest.param("source", marks=pytest.mark.soak), "target"])
def test_an_unreachable_server_ends_the_run(tmp_path: Path, end: str) -> None:
    with Sandbox() as first, Sandbox() as second:
        ports = first.port, second.port
    source, target = (
        Sandbox(port=port, token_lifetime=LIFETIME, users=users, db=tmp_path / f"{name}.db", **KEYS)
        for name, port, users in zip(ENDS, ports, (60, 0), strict=True)
    )
    with source, target:
        thin(source)
        fill(source, count=12)
        box = {"source": source, "target": target}[end]
        expected = counts(source)
        before: list[Any] = []

        def stop() -> None:
            before.extend(target.requests)
            box.stop()

        for one in (source, target):
            one.faults.add(path="/ims/*", latency=0.05)
        process = command(source, target, tmp_path)
        wait_for_users(process, target, 10)
        stop()
        code, errors = to_its_end(process)
        assert code == 1, errors
        assert RESUME in errors
        assert "127.0.0.1" in errors
        assert_intact(tmp_path / "move.db")

        box.start()
        for one in (source, target):
            one.faults.clear()
        assert counts(source) == expected
        code, errors = to_its_end(command(source, target, tmp_path))
        assert code == 0, errors
        assert_arrived(source, target, tmp_path / "move.db")


@pytest.mark.soak
def test_a_resumed_run_that_fails_at_once_also_says_how_to_resume(
    source: Sandbox, target: Sandbox, tmp_path: Path
) -> None:
    break_off(source, target, tmp_path, lambda: target.faults.add(path=TOKEN, status=503))
    before = counts(target)
    code, errors = to_its_end(command(source, target, tmp_path))
    assert code == 1
    assert RESUME in errors
    assert counts(target) == before


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("timeback._http.retry.BASE", 0.01)
    monkeypatch.setattr(writer, "RETRY_DELAYS", (0.01,))


def until_it_ends(source: Sandbox, target: Sandbox, gone: Callable[[], None], **settings: Any) -> APIError:
    """The error of a migration whose target changes after ten users."""
    seen = False

    def progress(_: Any) -> None:
        nonlocal seen
        if not seen and target.store.count("users") >= 10:
            seen = True
            gone()

    with (
        source.client() as left,
        target.client(environment="production", **settings) as right,
        pytest.raises(APIError) as caught,
    ):
        Migration(left, right, progress=progress, concurrency=8).run()
    assert "again" in caught.value.__notes__[0]
    assert 10 <= target.store.count("users") < 60
    return caught.value


@pytest.mark.usefixtures("hasty")
def test_a_token_endpoint_that_never_responds_ends_the_run(
    source: Sandbox, target: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(health, "CHECK_TIMEOUT", 0.5)

    def hang() -> None:
        target.faults.add(path="/ims/*", status=401)
        target.faults.add(path=TOKEN, latency=3600)

    error = until_it_ends(source, target, hang, timeout=0.3, max_retries=3)
    assert isinstance(error, APIConnectionError)
    tokens = [request for request in target.requests if request.path == TOKEN and request.fault]
    # The request has four attempts. The health check after it would have twelve, but is limited to half a second.
    assert 4 <= len(tokens) < 10


@pytest.mark.usefixtures("hasty")
def test_a_token_endpoint_without_tokens_does_not_fail_every_object(source: Sandbox, target: Sandbox) -> None:
    def muddle() -> None:
        target.faults.add(path="/ims/*", status=401)
        target.faults.add(path=TOKEN, status=200, body="<html>")

    assert isinstance(until_it_ends(source, target, muddle, max_retries=1), DecodingError)


@pytest.mark.usefixtures("hasty")
def test_a_server_that_only_answers_503_ends_the_run_early(source: Sandbox, target: Sandbox) -> None:
    error = until_it_ends(
        source, target, lambda: target.faults.add(path="/ims/*", status=503), max_retries=1, timeout=5
    )
    assert isinstance(error, ServerError)
    failed = [request for request in target.requests if request.status == 503]
    assert len(failed) < 150


@pytest.mark.usefixtures("hasty")
def test_a_server_that_rejects_writes_does_not_end_the_run(source: Sandbox, target: Sandbox) -> None:
    target.faults.add(method="POST", path="*/users", status=503)
    with source.client() as left, target.client(environment="production", max_retries=0) as right:
        report = Migration(left, right, ["orgs", "users"]).run()
    assert (report.by_entity["orgs"].failed, report.by_entity["users"].failed) == (0, 60)


@pytest.mark.soak
@pytest.mark.timeout(600)
@pytest.mark.parametrize("fault", [{"latency": 3600}, {"status": 503, "retry_after": 60}, {"cut": "before"}])
def test_with_default_settings_it_ends_within_minutes(
    source: Sandbox, target: Sandbox, tmp_path: Path, fault: dict[str, Any]
) -> None:
    for box in (source, target):
        box.faults.add(path="/ims/*", latency=0.05)
    process = command(source, target, tmp_path, retries=4)
    wait_for_users(process, target, 10)
    target.faults.add(path=TOKEN, **fault)
    started = time.monotonic()
    code, errors = to_its_end(process, 400)
    print(f"\n{fault}: {time.monotonic() - started:.0f} s")
    assert (code, RESUME in errors) == (1, True)
    assert_intact(tmp_path / "move.db")
