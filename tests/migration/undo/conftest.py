"""A source, a target, and clients of both."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from timeback import TimeBackClient
from timeback.sandbox import Sandbox

from ..district import counts, fill, thin

DELETED = "tobedeleted"


@pytest.fixture(scope="module")
def source() -> Iterator[Sandbox]:
    with Sandbox(users=4, seed=3) as box:
        thin(box, classes=2, components=2)
        fill(box, count=4)
        yield box


@pytest.fixture
def target() -> Iterator[Sandbox]:
    with Sandbox() as box:
        yield box


@pytest.fixture
def clients(source: Sandbox, target: Sandbox) -> Iterator[tuple[TimeBackClient, TimeBackClient]]:
    with source.client() as staging, target.client(environment="production", max_retries=1) as production:
        yield staging, production


def alive(box: Sandbox) -> dict[str, int]:
    """The number of objects of each collection that are not marked as deleted."""
    found = {name: sum(one.get("status") != DELETED for one in box.store.all(name)) for name in counts(box)}
    return {name: count for name, count in found.items() if count}


def deletions(box: Sandbox) -> list[str]:
    return [request.path for request in box.requests if request.method == "DELETE"]
