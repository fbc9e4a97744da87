"""What every test may rely on."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True)
def unconfigured() -> Iterator[None]:
    """A developer's own TIMEBACK_* variables reach no test, and what a test sets reaches no other."""
    before = dict(os.environ)
    for name in [name for name in os.environ if name.startswith("TIMEBACK_")]:
        del os.environ[name]
    yield
    os.environ.clear()
    os.environ.update(before)
