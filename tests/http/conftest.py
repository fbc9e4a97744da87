"""Most tests have one body for sync and async: ``caller`` drives either."""

import asyncio
from collections.abc import Iterator

import pytest

from tests.http.kit import Caller, Server


@pytest.fixture(params=["sync", "async"])
def caller(request: pytest.FixtureRequest) -> Iterator[Caller]:
    with asyncio.Runner() as runner:
        made = Caller(request.param, runner)
        yield made
        made.close()


@pytest.fixture
def server() -> Iterator[Server]:
    made = Server()
    yield made
    made.stop()
