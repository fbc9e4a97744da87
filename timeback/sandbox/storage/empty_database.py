"""Copies of an empty database in memory, so that later sandboxes of a process start without creating its tables."""

from __future__ import annotations

import sqlite3

__all__ = ["copy_empty", "keep_empty"]

# By the fingerprint of the layouts. There is one for each provider.
_EMPTY: dict[str, bytes] = {}
_MOST = 8


def keep_empty(fingerprint: str, connection: sqlite3.Connection) -> None:
    """Remember an empty database that has all tables."""
    # Python can be built with an SQLite that lacks this function. The tables are then created each time.
    if hasattr(connection, "serialize") and len(_EMPTY) < _MOST:
        _EMPTY[fingerprint] = connection.serialize()


def copy_empty(fingerprint: str, connection: sqlite3.Connection) -> bool:
    """Copy the database with that fingerprint into an empty one in memory; False if there is none yet."""
    content = _EMPTY.get(fingerprint)
    if content is None:
        return False
    source = sqlite3.connect(":memory:")
    try:
        source.deserialize(content)
        # The database that `deserialize` creates cannot grow beyond a limit of SQLite, so it is copied.
        source.backup(connection)
    finally:
        source.close()
    return True
