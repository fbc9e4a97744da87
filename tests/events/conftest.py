from __future__ import annotations

import asyncio
import inspect
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.events.kit import SENSOR
from timeback.sandbox import Sandbox
from timeback.services.events import delivery

Call = Callable[[Callable[[Any], Any]], Any]


@pytest.fixture
def box() -> Iterator[Sandbox]:
    with Sandbox() as running:
        yield running


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where an outbox keeps its events."""
    return tmp_path / "events.db"


@pytest.fixture(autouse=True)
def looks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Events are looked for without waits."""
    monkeypatch.setattr(delivery, "LOOK_INTERVAL", 0.001)


@pytest.fixture(params=["sync", "async"])
def call(request: pytest.FixtureRequest, box: Sandbox) -> Call:
    """Calls a function with a client of the sandbox, and awaits its result in the async world."""
    settings: dict[str, Any] = {"sensor": SENSOR, "max_retries": 0}

    def sync(function: Callable[[Any], Any]) -> Any:
        with box.client(**settings) as client:
            return function(client)

    async def run(function: Callable[[Any], Any]) -> Any:
        async with box.async_client(**settings) as client:
            result = function(client)
            return await result if inspect.isawaitable(result) else result

    return sync if request.param == "sync" else lambda function: asyncio.run(run(function))
