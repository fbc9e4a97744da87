"""The status of objects (OneRoster 1.2 information models: class Base)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

DELETED: Final = "tobedeleted"


def is_deleted(value: Mapping[str, Any]) -> bool:
    """Whether an object is marked as deleted."""
    return value.get("status") == DELETED
