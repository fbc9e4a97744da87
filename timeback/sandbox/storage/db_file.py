"""File permissions and disk errors of the database file (`db=`), including the files that SQLite creates next to it."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from timeback._storage.database import database_error
from timeback._storage.errors import storage_error

__all__ = ["create_private", "make_private", "path_of", "storage_errors"]

# SQLite creates these files with the current mode of the database file.
_COMPANIONS = ("-wal", "-shm", "-journal")
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


def create_private(path: Path) -> None:
    """Create the file with mode 0600 if it does not exist. SQLite treats an empty file as a new database.

    Raises:
        StorageError: the file cannot be created.
    """
    try:
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    except FileExistsError:
        pass
    except OSError as error:
        raise storage_error(path, "create the database", error) from error


def make_private(path: Path) -> None:
    """Set mode 0600 for the database file and its companions. Call it only for files that belong to a sandbox.

    Raises:
        StorageError: the mode cannot be changed, for example because another user owns the file.
    """
    real = os.path.realpath(path)
    for name in (real, *(real + end for end in _COMPANIONS)):
        try:
            os.chmod(name, 0o600)  # noqa: PTH101 - the names of the companions are strings
        except FileNotFoundError:
            pass
        except OSError as error:
            raise storage_error(name, "make the file private (mode 0600)", error) from error
