"""Fixtures: an empty sandbox, and runs of the feed of its users with each client."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.changes.kit import Feeds
from timeback.sandbox import Sandbox


@pytest.fixture(scope="module")
def shared_box() -> Iterator[Sandbox]:
    with Sandbox() as box:
        yield box


@pytest.fixture
def box(shared_box: Sandbox) -> Sandbox:
    shared_box.store.clear()
    shared_box.faults.clear()
    return shared_box


@pytest.fixture(params=["sync", "async"])
def feeds(request: pytest.FixtureRequest, box: Sandbox) -> Feeds:
    return Feeds(box, request.param)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "users.feed"
