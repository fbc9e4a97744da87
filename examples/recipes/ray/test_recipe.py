"""Processes of their own, the workers of Ray, write every object once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

PROGRAM = Path(__file__).with_name("ranges_to_parquet.py")


@pytest.mark.timeback_sandbox(users=600)
def test_every_user_is_written_once(check_written: Callable[[Path, int], None]) -> None:
    check_written(PROGRAM, 600)
