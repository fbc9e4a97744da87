"""Fixtures: a sandbox with 600 users, and a reader for each kind of client."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.ranges.readers import RangeReader
from timeback.sandbox import Sandbox


@pytest.fixture(scope="module")
def district() -> Iterator[Sandbox]:
    """A shared sandbox whose users no test changes."""
    with Sandbox(users=600, seed=3) as box:
        yield box


@pytest.fixture(params=["sync", "async"])
def reader(request: pytest.FixtureRequest) -> RangeReader:
    return RangeReader(request.param)
