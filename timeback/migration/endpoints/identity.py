"""What tells one end of a migration from others."""

from __future__ import annotations

from collections.abc import Mapping

import attrs


@attrs.frozen
class Place:
    """Which end it is."""

    name: str
    """The same for the same end under whatever name, and for nothing else."""
    addresses: Mapping[str, str] = attrs.field(factory=dict)
    """Addresses of its services."""
    secret: str = attrs.field(default="", repr=False)
    """What is known to who may use it alone."""
