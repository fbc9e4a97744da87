"""Processes of their own, the workers of Dask, write every object once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

PROGRAM = Path(__file__).with_name("ranges_to_parquet.py")


@pytest.mark.timeback_sandbox(users=600)
def test_every_user_is_written_once(check_written: Callable[[Path, int], None]) -> None:
    check_written(PROGRAM, 600)


@pytest.mark.timeback_sandbox(users=20)
def test_an_unknown_collection_is_named(run_program: Callable[..., CompletedProcess[str]]) -> None:
    done = run_program(PROGRAM, "user", "lake")
    assert done.returncode != 0
    assert "users" in done.stderr
