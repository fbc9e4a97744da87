"""The identity of an endpoint: tells whether two endpoints are the same server or file."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from timeback_runtime.errors import InvalidRequestError


@attrs.frozen
class EndpointIdentity:
    """The identity of one endpoint of a migration."""

    name: str
    """Equal for two endpoints if they are the same server or file, whatever URL or path leads to it."""
    base_urls: Mapping[str, str] = attrs.field(factory=dict)
    """The base URL of each of its services."""
    secret: str = attrs.field(default="", repr=False)
    """A secret that only its users know; empty if there is none."""


def check_source_name(source_name: object) -> str | None:
    """Validate the argument ``source_name``.

    Raises:
        InvalidRequestError: it is not a text of one line.
    """
    if source_name is None:
        return None
    if not isinstance(source_name, str) or not source_name.strip() or not source_name.isprintable():
        raise InvalidRequestError("source_name: expected the name of the source, a text of one line")
    return source_name
