"""What every test may rely on."""

from __future__ import annotations

import os

import pytest


@pytest.fixture(autouse=True)
def unconfigured(monkeypatch: pytest.MonkeyPatch) -> None:
    """A developer's own TIMEBACK_* variables reach no test."""
    for name in [name for name in os.environ if name.startswith("TIMEBACK_")]:
        monkeypatch.delenv(name)
