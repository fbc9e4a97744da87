"""Booleans in CSV cells: the texts `true` and `false`.

The standard requires lowercase; other cases are read with a warning. In JSON the value is the same text, as in the REST
binding.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

BOOLEANS: Final = ("true", "false")


def read_boolean(text: str, warn: Callable[[str, str], None]) -> str | None:
    """Return "true" or "false", or None if the text is neither."""
    if text in BOOLEANS:
        return text
    lowercase = text.lower()
    if lowercase not in BOOLEANS:
        return None
    warn("case", "true and false must be lowercase")
    return lowercase


def write_boolean(value: object) -> str | None:
    """Return "true" or "false" for a boolean or such a text, or None for another value."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if value in BOOLEANS else None
