"""The modes of the file that `db=` names, and of what SQLite keeps beside it."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from timeback._storage.atomic_write import storage_error
from timeback._storage.database import database_error

__all__ = ["create_private", "make_private", "path_of", "storage_errors"]

# SQLite gives a companion the mode that the file has when the companion is made.
_COMPANIONS = ("-wal", "-shm", "-journal")
# The primary result codes of SQLite that tell of the disk or the file, and not of a statement.
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
    """Turn errors of SQLite that tell of the disk into StorageErrors.

    For opening and filling a database. Requests go without it, and without the connection of
    ``timeback._storage.database``, which does the same: each statement would take longer, and a request that fails
    is a reply with status 500.

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
    """The file of a database; None for one in memory."""
    return None if str(db) in (":memory:", "") else Path(db)


def create_private(path: Path) -> None:
    """Create the file, for its owner alone, where there is none. SQLite takes an empty file for a new database.

    Raises:
        StorageError: it cannot be created.
    """
    try:
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    except FileExistsError:
        pass
    except OSError as error:
        raise storage_error(path, "create the database", error) from error


def make_private(path: Path) -> None:
    """Let only the owner read and write the file and its companions. The file must be known to be a sandbox's.

    Raises:
        StorageError: the mode cannot be changed, such as that of somebody else's file.
    """
    real = os.path.realpath(path)
    for name in (real, *(real + end for end in _COMPANIONS)):
        try:
            os.chmod(name, 0o600)  # noqa: PTH101 - the companions' names are made of text
        except FileNotFoundError:
            pass
        except OSError as error:
            raise storage_error(name, "make the file private (mode 0600)", error) from error
