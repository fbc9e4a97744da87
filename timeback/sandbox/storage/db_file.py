"""Disk errors of the database file (`db=`)."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from timeback._storage.database import database_error

__all__ = ["path_of", "storage_errors"]

# Primary result codes of SQLite that report a problem of the disk or the file, not of a statement.
_STORAGE = (
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_CORRUPT,
)


@contextmanager
def storage_errors(path: Path | None) -> Iterator[None]:
    """Convert SQLite errors that are caused by the disk or the file into StorageErrors.

    This is for opening and filling a database. Requests use neither this nor the connection of
    ``timeback._storage.database``, which does the same. It would slow down each statement, and a failed request is
    answered with status 500 anyway.

    Raises:
        StorageError: the disk is full, or the file cannot be read or written.
    """
    try:
        yield
    except sqlite3.Error as error:
        # The low byte of an extended result code is the primary code.
        if path is None or getattr(error, "sqlite_errorcode", 0) & 0xFF not in _STORAGE:
            raise
        raise database_error(path, "the database of the sandbox", error, writes=True) from error


def path_of(db: str | Path) -> Path | None:
    """The path of a database file; None for a database in memory."""
    return None if str(db) in (":memory:", "") else Path(db)
