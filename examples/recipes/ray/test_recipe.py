"""Processes of their own, the workers of Ray, write every object once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pyarrow.parquet as pq
import pytest

PROGRAM = Path(__file__).with_name("ranges_to_parquet.py")


@pytest.mark.timeback_sandbox(users=600)
def test_every_user_is_written_once(run_program: Callable[..., CompletedProcess[str]]) -> None:
    done = run_program(PROGRAM, "users", "lake", "--ranges", "4")
    assert done.returncode == 0, done.stderr
    table = pq.read_table("lake")
    ids = table["sourcedId"].to_pylist()
    assert len(ids) == len(set(ids)) == 600
    assert set(table.schema.names) >= {"givenName", "roles", "_other"}
