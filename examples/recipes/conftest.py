"""The sandbox that the tests of all recipes read, and the comparison with what was loaded."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from timeback.sandbox import Sandbox


@pytest.fixture
def staging(
    timeback_sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> Sandbox:
    """A sandbox that clients without arguments use, and an empty folder to work in."""
    for name in [name for name in os.environ if name.startswith("TIMEBACK_")]:
        monkeypatch.delenv(name)
    settings = {
        "ENVIRONMENT": "staging",
        "CLIENT_ID": timeback_sandbox.client_id,
        "CLIENT_SECRET": timeback_sandbox.client_secret,
        "API_URL": timeback_sandbox.url,
    }
    for name, value in settings.items():
        monkeypatch.setenv(f"TIMEBACK_{name}", value)
    folder = tmp_path_factory.mktemp("work")
    # dlt keeps the state of pipelines in a folder of the user. Every test has its own.
    monkeypatch.setenv("DLT_DATA_DIR", str(folder / "dlt"))
    monkeypatch.setenv("RUNTIME__DLTHUB_TELEMETRY", "false")
    monkeypatch.chdir(folder)
    return timeback_sandbox


@pytest.fixture
def check_loaded(staging: Sandbox) -> Callable[[Iterable[str]], None]:
    """A function that fails unless DuckDB has every object of the collections once."""

    def check(collections: Iterable[str]) -> None:
        import duckdb

        with staging.client() as client, duckdb.connect("timeback_roster.duckdb", read_only=True) as database:
            for collection in collections:
                table = database.table(f"roster.{collection}")
                ids = [row[0] for row in table.select("sourced_id").fetchall()]
                listing = getattr(getattr(client.rostering, collection), f"list_{collection}")
                total = listing(limit=1).total_count
                assert len(ids) == len(set(ids)) == total, collection

    return check


@pytest.fixture
def run_program(staging: Sandbox) -> Callable[..., subprocess.CompletedProcess[str]]:
    """A function that runs a program with the settings of the sandbox, and fails if it prints the secret."""

    def run(program: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            [sys.executable, program, *arguments], capture_output=True, text=True, timeout=900, check=False
        )
        assert staging.client_secret not in done.stdout + done.stderr
        return done

    return run


@pytest.fixture
def check_written(run_program: Callable[..., subprocess.CompletedProcess[str]]) -> Callable[[Path, int], None]:
    """A function that runs a program, and fails unless its Parquet files have each of so many users once."""

    def check(program: Path, users: int) -> None:
        import pyarrow.parquet as pq

        done = run_program(program, "users", "lake", "--ranges", "4")
        assert done.returncode == 0, done.stderr
        table = pq.read_table("lake")
        ids = table["sourcedId"].to_pylist()
        assert len(ids) == len(set(ids)) == users
        assert set(table.schema.names) >= {"givenName", "roles", "_other"}

    return check
