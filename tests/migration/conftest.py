from __future__ import annotations

from collections.abc import Callable
from typing import Any

import httpx
import pytest

from timeback.client import AsyncTimeBackClient

from .server import Server

Connect = Callable[..., AsyncTimeBackClient]


def connected(server: Server, **settings: Any) -> AsyncTimeBackClient:
    """A client for a test server."""
    return AsyncTimeBackClient(
        api_url=server.url,
        token_url=f"{server.url}/token",
        client_id="id",
        client_secret="secret",
        transport=httpx.MockTransport(server),
        **settings,
    )


@pytest.fixture
def connect() -> Connect:
    """Creates a client for a test server."""
    return connected
