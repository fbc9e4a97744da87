"""Fixtures: sandboxes with generated districts, and clients of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest

from tests.facade.both import Both
from timeback import TimeBackClient
from timeback.sandbox import Sandbox


@pytest.fixture(scope="session")
def district() -> Iterator[Sandbox]:
    """A shared read-only sandbox with 200 users."""
    with Sandbox(users=200, seed=1) as box:
        yield box


@pytest.fixture
def box() -> Iterator[Sandbox]:
    """A sandbox of its own for each test, with 50 users."""
    with Sandbox(users=50, seed=2) as box:
        yield box


@pytest.fixture
def client(box: Sandbox) -> Iterator[TimeBackClient]:
    with box.client() as client:
        yield client


@pytest.fixture
def empty() -> Iterator[Sandbox]:
    """A sandbox with one organisation, ``o1``."""
    with Sandbox(users=0) as box, box.client() as client:
        client.rostering.orgs.create_org({"sourcedId": "o1", "name": "A school", "type": "school", "status": "active"})
        yield box


@pytest.fixture(params=["sync", "async"])
def call(request: pytest.FixtureRequest, empty: Sandbox) -> Both:
    """Calls of methods of that sandbox, with either client."""
    return Both(empty, request.param)


Answer = Callable[[httpx.Request], httpx.Response]


@pytest.fixture
def answered() -> Iterator[Callable[[Answer], TimeBackClient]]:
    """Makes a client whose server is a function."""
    made: list[TimeBackClient] = []

    def make(answer: Answer, **settings: Any) -> TimeBackClient:
        def respond(request: httpx.Request) -> httpx.Response:
            if request.url.path.endswith("/oauth2/token"):
                return httpx.Response(200, json={"access_token": "t", "expires_in": 3600})
            return answer(request)

        client = TimeBackClient(
            client_id="id",
            client_secret="secret",
            transport=httpx.MockTransport(respond),
            **{"environment": "staging", "max_retries": 0, **settings},
        )
        made.append(client)
        return client

    yield make
    for client in made:
        client.close()
