"""The two clients of a migration: checked against each other, and made ready for its engine."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any, TypeAlias
from urllib.parse import urlsplit

from timeback._addresses import host_of, is_loopback, known_home
from timeback_api._core.errors import ConfigurationError

if TYPE_CHECKING:
    from timeback.client import AsyncTimeBackClient, TimeBackClient

    AnyClient: TypeAlias = TimeBackClient | AsyncTimeBackClient

OnAttempt: TypeAlias = Callable[[int | None, float], None]


def refuse_same_server(source: AnyClient, target: AnyClient) -> None:
    """Raise where both clients reach the same server, under whatever of its names."""
    if _server(source.settings.api_url) == _server(target.settings.api_url):
        raise ConfigurationError(
            f"source and target are the same server ({host_of(source.settings.api_url)}): a migration needs two, "
            "so look at environment= and api_url= of both clients"
        )


def _server(url: str) -> tuple[Any, ...]:
    home = known_home(url)
    if home is not None:
        # The platform's hosts have had other names, and each environment is one server.
        return home.platform, home.environment
    parts = urlsplit(url)
    host = host_of(url)
    return "localhost" if is_loopback(host) else host, parts.port or {"http": 80, "https": 443}.get(parts.scheme)


@asynccontextmanager
async def engine_clients(
    source: AnyClient, target: AnyClient, on_attempt: OnAttempt | None = None
) -> AsyncIterator[tuple[AsyncTimeBackClient, AsyncTimeBackClient]]:
    """Async twins of both clients that live in the running loop; ``on_attempt`` hears of every answer.

    The callers' own clients belong to another loop or to none, and stay as they are.
    """
    async with source.as_async(on_attempt=on_attempt) as left, target.as_async(on_attempt=on_attempt) as right:
        yield left, right
