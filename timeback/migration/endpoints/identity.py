"""The identity of an endpoint: tells whether two endpoints are the same server or file."""

from __future__ import annotations

from collections.abc import Mapping

import attrs


@attrs.frozen
class EndpointIdentity:
    """The identity of one endpoint of a migration."""

    name: str
    """Equal for two endpoints if they are the same server or file, whatever URL or path leads to it."""
    base_urls: Mapping[str, str] = attrs.field(factory=dict)
    """The base URL of each of its services."""
    secret: str = attrs.field(default="", repr=False)
    """A secret that only its users know; empty if there is none."""
