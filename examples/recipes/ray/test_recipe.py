"""Workers in processes of their own write every object once."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from timeback.sandbox import Sandbox

PROGRAM = Path(__file__).with_name("ranges_to_parquet.py")


@pytest.mark.timeback_sandbox(users=600)
def test_every_user_is_written_once(staging: Sandbox) -> None:
    done = subprocess.run(
        [sys.executable, PROGRAM, "users", "lake", "--ranges", "4"],
        capture_output=True,
        text=True,
        timeout=900,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert staging.client_secret not in done.stdout + done.stderr
    assert len(list(Path("lake").glob("*.parquet"))) >= 4
    ids = pq.read_table("lake", columns=["sourcedId"])["sourcedId"].to_pylist()
    assert len(ids) == len(set(ids)) == 600
    assert set(pq.read_table("lake").schema.names) >= {"givenName", "roles", "_other"}


@pytest.mark.timeback_sandbox(users=20)
def test_an_unknown_collection_is_named(staging: Sandbox) -> None:
    done = subprocess.run(
        [sys.executable, PROGRAM, "user", "lake"], capture_output=True, text=True, timeout=900, check=False
    )
    assert done.returncode != 0
    assert "users" in done.stderr
