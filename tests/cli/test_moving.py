"""timeback migrate, verify, diff and import, between two sandboxes and a bundle."""

from __future__ import annotations

import csv
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from timeback.cli.app import timeback
from timeback.sandbox import Sandbox


@pytest.fixture(scope="module")
def staging() -> Iterator[Sandbox]:
    with Sandbox(users=40, seed=5) as box:
        yield box


@pytest.fixture
def production() -> Iterator[Sandbox]:
    with Sandbox() as box:
        yield box


def environment(staging: Sandbox, production: Sandbox) -> dict[str, str]:
    return {
        f"TIMEBACK_{name}_{setting}": value
        for name, box in (("STAGING", staging), ("PRODUCTION", production))
        for setting, value in (
            ("API_URL", box.url),
            ("CLIENT_ID", box.client_id),
            ("CLIENT_SECRET", box.client_secret),
        )
    }


@pytest.fixture
def run(staging: Sandbox, production: Sandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> object:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TIMEBACK_CONFIG", str(tmp_path / "none.toml"))

    def invoke(*arguments: str, stdin: str | None = None) -> Result:
        return CliRunner().invoke(
            timeback, arguments, input=stdin, env=environment(staging, production), prog_name="timeback"
        )

    return invoke


@pytest.mark.slow
def test_a_district_moves_and_is_verified(run, staging: Sandbox, production: Sandbox, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    dry = run("migrate", "staging", "production", "--dry-run")
    assert dry.exit_code == 0, dry.output
    assert not [r for r in production.requests if r.method != "GET" and not r.path.endswith("/token")]

    refused = run("migrate", "staging", "production")
    assert refused.exit_code == 2
    assert "--yes" in refused.stderr

    moved = run("migrate", "staging", "production", "--yes", "--journal", "move.db", "--report", "move.html", "--json")
    assert moved.exit_code == 0, moved.output
    told = json.loads(moved.stdout)
    assert told["by_entity"]["users"]["created"] == 40
    assert told["failed"] == []
    page = (tmp_path / "move.html").read_text(encoding="utf-8")
    assert "Migration report" in page
    assert (tmp_path / "move.html").stat().st_mode & 0o077 == 0

    again = json.loads(run("migrate", "staging", "production", "--yes", "--journal", "move.db", "--json").stdout)
    assert {tally["created"] for tally in again["by_entity"].values()} == {0}
    assert (again["total"], again["successful"]) == (told["total"], told["total"])

    assert run("verify", "staging", "production", "--journal", "move.db").exit_code == 0
    with production.client(environment="production") as client:
        org = client.rostering.orgs.list_orgs(limit=1)[0]
        org.name = "Elsewhere"
        client.rostering.orgs.update_org(str(org.sourced_id), org)
    differs = run("verify", "staging", "production", "--journal", "move.db")
    assert differs.exit_code == 1
    assert f"orgs {org.sourced_id} name: changed" in differs.stdout
    assert "Elsewhere" not in differs.output


def test_reports_in_each_format_and_without_progress(run, staging: Sandbox) -> None:  # type: ignore[no-untyped-def]
    only = ("--entities", "orgs,courses", "--dry-run")
    rows = list(csv.DictReader(run("migrate", "staging", "production", *only, "-o", "csv").stdout.splitlines()))
    assert {row["entity"] for row in rows} >= {"orgs", "courses"}
    found = run("migrate", "staging", "production", *only, "--query", "by_entity.orgs.created")
    assert found.stdout == f"{staging.store.count('orgs')}\n"
    assert "orgs" in found.stderr
    quiet = run("migrate", "staging", "production", *only, "--no-progress")
    assert quiet.stderr == ""
    assert "Would move" in quiet.stdout or "orgs" in quiet.stdout
    one = run("migrate", "staging", "production", *only, "-o", "jsonl", "-q")
    assert (json.loads(one.stdout)["dry_run"], one.stdout.count("\n"), one.stderr) == (True, 1, "")

    differences = run("diff", "staging", "production", "--entities", "orgs", "-o", "csv", "-q")
    assert differences.exit_code == 1
    lines = differences.stdout.splitlines()
    assert lines[0] == "entity,sourcedId,path,kind"
    assert len(lines) == 1 + staging.store.count("orgs")
    ids = run(
        "verify", "staging", "production", "--entities", "orgs", "--query", "differences[].sourcedId", "-o", "table"
    )
    assert sorted(ids.stdout.split()) == sorted(line.split(",")[1] for line in lines[1:])
    both = run("diff", "staging", "production", "--json", "-o", "csv")
    assert (both.exit_code, "--json is the same as -o json" in both.stderr) == (2, True)
    wrong = run("migrate", "staging", "production", "--query", "by_entity.[")
    assert wrong.exit_code == 2
    assert "position 12" in wrong.stderr


def test_timeouts_and_retries_of_a_migration(run, staging: Sandbox) -> None:  # type: ignore[no-untyped-def]
    staging.faults.add("GET", "*/orgs*", status=503)
    before = len(staging.requests)
    failed = run("diff", "staging", "production", "--entities", "orgs", "--max-retries", "0", "-q")
    staging.faults.clear()
    assert failed.exit_code == 1
    assert len([r for r in staging.requests[before:] if r.path.endswith("/orgs")]) == 1


def test_a_bundle_goes_out_and_in(run, production: Sandbox) -> None:  # type: ignore[no-untyped-def]
    entities = ("--entities", "orgs,users")
    out = run("export", "staging", "district.zip", *entities)
    assert out.exit_code == 0, out.output
    assert run("export", "staging", "district.zip", *entities).exit_code == 2
    came = run("import", "district.zip", "production", "--yes", "--json", *entities)
    assert came.exit_code == 0, came.output
    assert json.loads(came.stdout)["by_entity"]["users"]["created"] == 40


def test_a_broken_bundle_sends_nothing(run, production: Sandbox, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "bundle").mkdir()
    (tmp_path / "bundle" / "orgs.csv").write_text("sourcedId,name\n")
    result = run("import", "./bundle", "production", "--yes")
    assert result.exit_code == 1
    assert "manifest" in result.stderr
    assert "Nothing was sent" in result.stderr
    assert not [r for r in production.requests if r.method == "POST" and "/ims/" in r.path]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["migrate", "staging", "staging"], "same"),
        (["migrate", "staging", "nowhere"], "nowhere"),
        (["migrate", "staging", "production", "--yes", "--entities", "userz"], "users"),
        (["migrate", "staging", "production", "--yes", "--filter", "users"], "ENTITY:FILTER"),
        (["migrate", "staging", "production", "--yes", "--since", "yesterday"], "2025-09-01"),
    ],
)
def test_what_is_mistyped_exits_2(run, arguments: list[str], told: str) -> None:  # type: ignore[no-untyped-def]
    result = run(*arguments)
    assert result.exit_code == 2, result.output
    assert told in result.stderr


@pytest.mark.slow
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_an_interruption_leaves_the_journal_and_says_how_to_go_on(
    staging: Sandbox, production: Sandbox, tmp_path: Path, number: signal.Signals, code: int
) -> None:
    production.faults.add(method="POST", path="/ims/*", latency=0.2)
    command = [
        sys.executable,
        "-m",
        "timeback.cli",
        "migrate",
        "staging",
        "production",
        "--yes",
        "--journal",
        "move.db",
    ]
    process = subprocess.Popen(
        command,
        cwd=tmp_path,
        env={**os.environ, **environment(staging, production)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline and not [
        r for r in production.requests if r.method == "POST" and "/ims/" in r.path
    ]:
        time.sleep(0.02)
    process.send_signal(number)
    _, told = process.communicate(timeout=30)
    assert process.returncode == code, told
    assert "move.db" in told
    assert (tmp_path / "move.db").exists()


def test_credentials_of_a_place_come_from_the_environment_or_a_profile(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIMEBACK_STAGING_CLIENT_ID", "me")
    result = CliRunner().invoke(timeback, ["migrate", "staging", "production"], prog_name="timeback")
    assert (result.exit_code, result.stderr) == (
        2,
        "timeback: client_secret is missing: set TIMEBACK_STAGING_CLIENT_SECRET\n",
    )
