from __future__ import annotations

from collections.abc import Iterator

import pytest

from timeback.sandbox import Sandbox

from .kit import set_environment


@pytest.fixture
def box(monkeypatch: pytest.MonkeyPatch) -> Iterator[Sandbox]:
    """A district that the environment variables lead to."""
    with Sandbox(users=60, seed=3) as box:
        set_environment(monkeypatch, box)
        yield box
