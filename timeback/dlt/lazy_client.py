"""The client of a source, which is made when the first page is asked for.

Orchestrators make sources when they parse files, often without credentials.
"""

from __future__ import annotations

import threading
import weakref
from collections.abc import Callable
from typing import Any, Final, TypeAlias

from timeback.client import TimeBackClient
from timeback.dlt.hints import load_dlt
from timeback_runtime.errors import InvalidRequestError
from timeback_runtime.validators import describe_type

ClientOrFactory: TypeAlias = "TimeBackClient | Callable[[], TimeBackClient]"

SECTION: Final = "sources.timeback"
"""Section of dlt's configuration from which settings are read."""
_SETTINGS: Final = (
    "environment",
    "api_url",
    "qti_api_url",
    "events_url",
    "token_url",
    "client_id",
    "client_secret",
    "scope",
    "filter_quotes",
    "token_auth",
)


class LazyClient:
    """Makes a client once, for all resources of a source. A client that it made is closed with the source."""

    def __init__(self, client: ClientOrFactory | None, profile: str | None) -> None:
        """Check the argument. Nothing is read yet.

        Raises:
            InvalidRequestError: it is neither a client nor a function.
        """
        if client is not None and profile is not None:
            raise InvalidRequestError("profile: a client has its settings already; pass one of client and profile")
        if client is not None and not isinstance(client, TimeBackClient) and not callable(client):
            raise InvalidRequestError(
                f"client: expected a TimeBackClient, a function that returns one, or None, got {describe_type(client)}"
            )
        self._given = client
        self._profile = profile
        self._made: TimeBackClient | None = None
        self._lock = threading.Lock()

    def get(self) -> TimeBackClient:
        """Return the client.

        Raises:
            ConfigurationError: a setting is missing.
        """
        if isinstance(self._given, TimeBackClient):
            return self._given
        with self._lock:
            if self._made is None:
                made = configured_client(self._profile) if self._given is None else self._given()
                if not isinstance(made, TimeBackClient):
                    raise InvalidRequestError(
                        f"client: the function returned {describe_type(made)}; it must return a TimeBackClient"
                    )
                weakref.finalize(self, made.close)
                self._made = made
            return self._made


def configured_client(profile: str | None = None) -> TimeBackClient:
    """Make a client from a profile, from dlt's configuration, or from environment variables.

    Settings in dlt's section ``sources.timeback`` take precedence over those of the profile and of the environment.

    Raises:
        ConfigurationError: a setting is missing or invalid.
    """
    profile = profile or _setting("profile")
    given = {name: value for name in _SETTINGS if (value := _setting(name))}
    return TimeBackClient(**given) if profile is None else TimeBackClient.from_profile(profile, **given)


def _setting(name: str) -> Any:
    """A value of dlt's configuration. It is asked of the providers, since ``dlt.secrets.get`` puts it in the trace."""
    for provider in load_dlt().secrets.config_providers:
        value, _ = provider.get_value(name, str, None, *SECTION.split("."))
        if value is not None:
            return value
    return None
