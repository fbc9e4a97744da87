"""``timeback sync``: collections of a sandbox in DuckDB."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
import pytest
from click.testing import CliRunner, Result

from timeback._storage.file_locks import lock_file, open_lock
from timeback.cli.app import timeback
from timeback.sandbox import Sandbox

Run = Callable[..., Result]


@pytest.fixture(scope="module")
def staging() -> Iterator[Sandbox]:
    with Sandbox(users=60, seed=5) as box:
        yield box


def settings(box: Sandbox, folder: Path) -> dict[str, str]:
    return {
        "TIMEBACK_CONFIG": str(folder / "none.toml"),
        "TIMEBACK_STAGING_API_URL": box.url,
        "TIMEBACK_STAGING_CLIENT_ID": box.client_id,
        "TIMEBACK_STAGING_CLIENT_SECRET": box.client_secret,
    }


@pytest.fixture
def run(staging: Sandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.chdir(tmp_path)
    environment = settings(staging, tmp_path)

    def invoke(*arguments: str, destination: str = "duckdb") -> Result:
        command = ["sync", "--destination", destination, "-e", "staging", *arguments]
        return CliRunner().invoke(timeback, command, env=environment, prog_name="timeback")

    return invoke


def query(folder: Path, text: str) -> list[tuple[object, ...]]:
    with duckdb.connect(str(folder / "timeback.duckdb")) as database:
        return database.sql(text).fetchall()


def test_runs_load_what_has_changed(run: Run, staging: Sandbox, tmp_path: Path) -> None:
    before = dict(os.environ)
    first = run("--collections", "orgs, users")
    assert (first.exit_code, first.stdout) == (
        0,
        f"orgs {staging.store.count('orgs')}\nusers 60\nLoaded into duckdb, dataset roster.\n",
    ), first.output
    assert query(tmp_path, "SELECT count(DISTINCT sourced_id) FROM roster.users") == [(60,)]
    with staging.client() as client:
        user = next(iter(client.rostering.users.iter_users()))
        client.rostering.users.patch_user(user.sourced_id, {"familyName": "Changed"})
    second = run("--collections", "orgs,users", "-o", "json")
    assert second.exit_code == 0, second.output
    report = json.loads(second.stdout)
    assert report["tables"] == [{"table": "orgs", "rows": 0}, {"table": "users", "rows": 1}]
    assert query(tmp_path, "SELECT count(*) FROM roster.users WHERE family_name = 'Changed'") == [(1,)]
    assert dict(os.environ) == before
    assert staging.client_secret.encode() not in b"".join(
        path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()
    )


@pytest.mark.slow
def test_a_full_run_replaces_the_tables(run: Run, staging: Sandbox, tmp_path: Path) -> None:
    assert run("--collections", "orgs", "--ranges", "2").exit_code == 0
    with duckdb.connect(str(tmp_path / "timeback.duckdb")) as database:
        database.sql("UPDATE roster.orgs SET sourced_id = 'vanished' WHERE sourced_id = 'org-district'")
    done = run("--collections", "orgs", "--full", "-o", "csv")
    assert done.exit_code == 0, done.output
    assert done.stdout == f"table,rows\norgs,{staging.store.count('orgs')}\n"
    found = {one for (one,) in query(tmp_path, "SELECT sourced_id FROM roster.orgs")}
    assert found == {org["sourcedId"] for org in staging.store.all("orgs")}


@pytest.mark.slow
def test_a_run_in_another_folder_loads_everything(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("--collections", "users").exit_code == 0
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    assert run("--collections", "users").exit_code == 0
    assert query(elsewhere, "SELECT count(*) FROM roster.users") == [(60,)]


@pytest.mark.slow
def test_what_a_failed_run_has_left_is_loaded_first(
    run: Run, staging: Sandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run("--collections", "orgs").exit_code == 0
    with duckdb.connect(str(tmp_path / "timeback.duckdb")):
        # The file is read and written by one process at a time, so that the other run reads, and cannot load.
        code = "import sys; from timeback.cli.app import timeback; timeback(sys.argv[1:])"
        environment = {**os.environ, **settings(staging, tmp_path)}
        failed = subprocess.run(
            [sys.executable, "-c", code, "sync", "--destination", "duckdb", "-e", "staging", "--collections", "users"],
            env=environment, cwd=tmp_path, capture_output=True, text=True, check=False,
        )  # fmt: skip
    assert failed.returncode == 1, failed.stderr
    assert "Traceback" not in failed.stderr
    done = run("--collections", "users")
    assert done.exit_code == 0, done.output
    assert query(tmp_path, "SELECT count(DISTINCT sourced_id) FROM roster.users") == [(60,)]


@pytest.mark.slow
def test_two_runs_at_once(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / ".dlt" / "pipelines"
    folder.mkdir(parents=True)
    held = open_lock(folder / "timeback.lock")
    try:
        assert lock_file(held) == "taken"
        refused = run("--collections", "orgs")
    finally:
        os.close(held)
    assert refused.exit_code == 1
    assert "Another run of the pipeline timeback is in progress" in refused.stderr
    assert run("--collections", "orgs").exit_code == 0


@pytest.mark.slow
def test_a_failed_request_is_reported_as_by_other_commands(run: Run, staging: Sandbox) -> None:
    staging.faults.add("GET", "*/orgs", status=403)
    try:
        failed = run("--collections", "orgs")
    finally:
        staging.faults.clear()
    assert failed.exit_code == 1
    assert "GET /orgs answered 403" in failed.stderr
    assert "Traceback" not in failed.output
    assert "PipelineStepFailed" not in failed.output


@pytest.mark.parametrize(
    ("arguments", "destination", "code", "says"),
    [
        (["--collections", "user"], "duckdb", 2, "Did you mean 'users'"),
        (["--collections", ","], "duckdb", 2, "empty"),
        (["--dataset", "a b"], "duckdb", 2, "--dataset"),
        (["--dataset", "timeback"], "duckdb", 2, "must differ"),
        (["--collections", "orgs"], "dukdb", 1, "dukdb"),
        (["--collections", "orgs"], "postgres", 1, "credentials"),
    ],
)
def test_mistakes(run: Run, arguments: list[str], destination: str, code: int, says: str) -> None:
    failed = run(*arguments, destination=destination)
    assert failed.exit_code == code, failed.output
    assert says in failed.stderr
    assert "Traceback" not in failed.output


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit on the size of files")
def test_a_full_disk_loses_nothing(staging: Sandbox, tmp_path: Path) -> None:
    def sync(collection: str, size: int | None = None) -> subprocess.CompletedProcess[str]:
        limit = f"resource.setrlimit(resource.RLIMIT_FSIZE, ({size}, {size}))" if size else ""
        program = f"import resource; {limit}\nfrom timeback.cli import main; main()"
        command = ["sync", "--destination", "duckdb", "-e", "staging", "--collections", collection]
        return subprocess.run(
            [sys.executable, "-B", "-c", program, *command],
            cwd=tmp_path,
            env={**os.environ, **settings(staging, tmp_path)},
            capture_output=True,
            text=True,
            check=False,
            timeout=100,
        )

    assert sync("orgs").returncode == 0
    # The first limit ends the run while pages are written, the second one while the database is.
    for size in (4_000, 30_000):
        failed = sync("users", size)
        assert failed.returncode == 1
        assert "Traceback" not in failed.stderr
        assert "File too large" in failed.stderr or "disk" in failed.stderr.lower()
    done = sync("users")
    assert done.returncode == 0, done.stderr
    assert query(tmp_path, "SELECT count(DISTINCT sourced_id) FROM roster.users") == [(60,)]
    assert query(tmp_path, "SELECT count(*) FROM roster.orgs") == [(staging.store.count("orgs"),)]
