"""The id of an object in wire form: ``sourcedId`` in OneRoster, ``identifier`` in QTI."""

from __future__ import annotations

from typing import Any

ID_NAMES = ("sourcedId", "identifier")


def key_of(item: Any) -> str | None:
    """Return the id of a decoded JSON object, or None if it has none."""
    if isinstance(item, dict):
        for name in ID_NAMES:
            if isinstance(key := item.get(name), str):
                return key
    return None
