from __future__ import annotations

from collections.abc import Callable
from typing import Any

import httpx
import pytest

from timeback.client import AsyncTimeBackClient

from .server import Server

Connect = Callable[..., AsyncTimeBackClient]


@pytest.fixture
def connect() -> Connect:
    """Creates a client for a test server."""

    def make(server: Server, **settings: Any) -> AsyncTimeBackClient:
        return AsyncTimeBackClient(
            api_url=server.url,
            token_url=f"{server.url}/token",
            client_id="id",
            client_secret="secret",
            transport=httpx.MockTransport(server),
            **settings,
        )

    return make
