"""SQLite connections whose errors are StorageErrors."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

from timeback.errors import StorageError

P = ParamSpec("P")
T = TypeVar("T")

_ERRNO = {"SQLITE_FULL": errno.ENOSPC, "SQLITE_READONLY": errno.EROFS, "SQLITE_PERM": errno.EACCES}
_DAMAGED = {"SQLITE_CORRUPT", "SQLITE_NOTADB", "SQLITE_FORMAT"}


class Database(sqlite3.Connection):
    """A connection on which every failure of SQLite, at any step of a statement, is a StorageError.

    Attributes:
        path: the file that errors name; None for a temporary database.
        noun: its name in errors, such as ``the journal``.
        failed: the first failure of a statement or a commit that writes. SQLite may have rolled back the whole
            transaction then, with everything that was not committed.
    """

    path: Path | None = None
    noun: str = "a temporary file"
    failed: StorageError | None = None

    def cursor(self, factory: Any = None) -> Any:
        """Return a cursor with the same errors."""
        return super().cursor(factory or _Cursor)

    # The methods of sqlite3 would create a plain cursor.

    def execute(self, sql: str, parameters: Any = (), /) -> Any:
        """Execute a statement, as ``sqlite3`` does."""
        return self.cursor().execute(sql, parameters)

    def executemany(self, sql: str, parameters: Any, /) -> Any:
        """Execute a statement for each of the parameters, as ``sqlite3`` does."""
        return self.cursor().executemany(sql, parameters)

    def executescript(self, sql: str, /) -> Any:
        """Execute several statements, as ``sqlite3`` does."""
        return self.cursor().executescript(sql)

    def commit(self) -> None:
        """Commit, as ``sqlite3`` does.

        Raises:
            StorageError: the transaction did not reach the disk, or not completely.
        """
        self.run(super().commit, writes=True)

    def backup(self, target: sqlite3.Connection, **options: Any) -> None:
        """Copy everything into another database, as ``sqlite3`` does."""
        self.run(super().backup, target, **options)

    def run(self, step: Callable[..., T], /, *args: Any, writes: bool = False, **options: Any) -> T:
        """Run a step of SQLite, such as ``sqlite3.Cursor.fetchone``.

        Raises:
            StorageError: it failed.
        """
        try:
            return step(*args, **options)
        except sqlite3.Error as error:
            failure = database_error(self.path, self.noun, error, writes=writes)
            if writes and self.failed is None:
                self.failed = failure
            raise failure from error


class _Cursor(sqlite3.Cursor):
    connection: Database

    def execute(self, sql: str, parameters: Any = (), /) -> Any:
        writes = not sql.startswith(("SELECT", "PRAGMA"))
        return self._run(super().execute, sql, parameters, writes=writes)

    def executemany(self, sql: str, parameters: Any, /) -> Any:
        return self._run(super().executemany, sql, parameters, writes=True)

    def executescript(self, sql: str, /) -> Any:
        return self._run(super().executescript, sql, writes=True)

    def fetchone(self) -> Any:
        return self._run(super().fetchone)

    def fetchmany(self, size: int | None = None) -> list[Any]:
        return self._run(super().fetchmany, self.arraysize if size is None else size)

    def fetchall(self) -> list[Any]:
        return self._run(super().fetchall)

    def __next__(self) -> Any:
        return self._run(super().__next__)

    def _run(self, step: Callable[..., T], /, *args: Any, writes: bool = False) -> T:
        try:
            return self.connection.run(step, *args, writes=writes)
        except StorageError:
            # The traceback of the error holds the cursor, and SQLite keeps a database open while it has a statement.
            self.close()
            raise


def database(
    path: Path | None, noun: str, *, read_only: bool = False, immutable: bool = False, **options: Any
) -> Database:
    """Open a database.

    Args:
        path: the file; None for a temporary one, which the system removes when it is closed or the process ends.
        noun: its name in errors.
        read_only: do not write to the file.
        immutable: no process writes to the file, and it has no write-ahead log. Its companion files are ignored.
        options: further arguments of ``sqlite3.connect``.

    Raises:
        StorageError: it cannot be opened.
    """
    where = ""
    if path is not None:
        where = f"{path.absolute().as_uri()}?mode={'ro' if read_only else 'rwc'}{'&immutable=1' if immutable else ''}"
    try:
        connection = sqlite3.connect(where, uri=path is not None, factory=Database, **options)
    except sqlite3.Error as error:
        raise database_error(path, noun, error, writes=not read_only) from error
    connection.path, connection.noun = path, noun
    return connection


def temporary_database() -> Database:
    """Open a temporary database for data that does not fit into memory. Transactions start with BEGIN only.

    Raises:
        StorageError: it cannot be opened.
    """
    return database(None, "a temporary file", check_same_thread=False, isolation_level=None)


def database_error(path: Path | None, noun: str, error: sqlite3.Error, *, writes: bool) -> StorageError:
    """Return the StorageError for an error of SQLite. The texts of SQLite quote no value of a row."""
    name = "a temporary file" if path is None else path.name
    code = getattr(error, "sqlite_errorname", "")
    main = "_".join(code.split("_")[:2])
    action = f"{'write' if writes else 'read'} {noun}"
    if main in _DAMAGED:
        advice = "the content is damaged: restore a copy of the file, or pass another path"
    elif path is None:
        advice = "check the free space and the permissions of the folder for temporary files"
    else:
        advice = "check free disk space and the permissions of the file and its folder"
    return StorageError(
        f"{name}: could not {action} ({error}); {advice}", path=path, action=action, errno=_ERRNO.get(main)
    )
