"""Copies of databases in memory, so that later sandboxes of a process start without creating or filling them again."""

from __future__ import annotations

import sqlite3

__all__ = ["copy_database", "keep_database"]

# By what the database contains. The oldest are dropped first.
_KEPT: dict[str, bytes] = {}
_MAX_DATABASES = 16
_MAX_BYTES = 16 * 1024 * 1024


def keep_database(key: str, connection: sqlite3.Connection) -> None:
    """Remember a database under a key, which says all that its content depends on. Large ones are not kept."""
    # Python can be built with an SQLite that lacks this function. The databases are then created each time.
    if not hasattr(connection, "serialize"):
        return
    pages, page_size = (connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "page_size"))
    if pages * page_size > _MAX_BYTES:
        return
    _KEPT[key] = connection.serialize()
    while len(_KEPT) > _MAX_DATABASES:
        # Another thread may drop the same one.
        _KEPT.pop(next(iter(_KEPT)), None)


def copy_database(key: str, connection: sqlite3.Connection) -> bool:
    """Replace the content of a database in memory by the one of that key; False if there is none."""
    content = _KEPT.get(key)
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
