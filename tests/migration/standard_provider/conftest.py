"""A sandbox as the target."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from timeback.sandbox import Sandbox

from .kit import KEYS


@pytest.fixture
def target() -> Iterator[Sandbox]:
    with Sandbox(**KEYS) as box:
        yield box
