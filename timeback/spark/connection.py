"""Clients of worker processes: one for each connection and process. Nothing here imports pyspark."""

from __future__ import annotations

import os
import threading
from typing import TYPE_CHECKING, Any, Final

import attrs

if TYPE_CHECKING:
    from timeback.client import TimeBackClient


@attrs.frozen
class Connection:
    """Which server a client is for. It contains no secret, and is pickled into tasks.

    Attributes:
        profile: name of a profile in the configuration file of the machine; None for environment variables alone.
        api_url: base URL of the server; None for that of the profile or the environment.
        max_retries: how many times a request is retried; None for the setting or the default of the client.
        requests_per_second: rate limit of the client; None for the setting of the profile, or none.
    """

    profile: str | None = None
    api_url: str | None = None
    max_retries: int | None = None
    requests_per_second: float | None = None


_clients: Final[dict[tuple[int, Connection], TimeBackClient]] = {}
_lock = threading.Lock()


def client(connection: Connection) -> TimeBackClient:
    """Return the client of this process. It is created on the first call, so that tasks share connections and token.

    The credentials are read on the machine that calls: from the profile, or from the environment of the process.

    Raises:
        ConfigurationError: there is no such profile, or a setting is missing.
    """
    # A forked process has the dictionary of its parent, and must not use its clients.
    key = (os.getpid(), connection)
    with _lock:
        found = _clients.get(key)
        if found is None:
            found = _clients[key] = _create(connection)
        return found


def discard(connection: Connection) -> None:
    """Close the client of this process, so that the next call of ``client`` reads the credentials again."""
    with _lock:
        found = _clients.pop((os.getpid(), connection), None)
    if found is not None:
        found.close()


def _create(connection: Connection) -> TimeBackClient:
    from timeback.client import TimeBackClient

    settings: dict[str, Any] = {
        "api_url": connection.api_url,
        "max_retries": connection.max_retries,
        "max_requests_per_second": connection.requests_per_second,
    }
    given = {name: value for name, value in settings.items() if value is not None}
    if connection.profile is None:
        return TimeBackClient(**given)
    return TimeBackClient.from_profile(connection.profile, **given)
