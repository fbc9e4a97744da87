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

# The low byte of an extended result code of SQLite is the code itself.
_ERRNO = {"SQLITE_FULL": errno.ENOSPC, "SQLITE_READONLY": errno.EROFS, "SQLITE_PERM": errno.EACCES}
_DAMAGED = {"SQLITE_CORRUPT", "SQLITE_NOTADB", "SQLITE_FORMAT"}


class Database(sqlite3.Connection):
    """A connection on which every failure of SQLite, at any step of a statement, is a StorageError.

    Attributes:
        path: the file that errors name; None for a temporary database.
        noun: what errors call it, such as ``the journal``.
        failed: the first failure of a statement or a commit that writes. SQLite may have rolled the whole transaction
            back then, so that what was written before and is not committed is lost with it.
    """

    path: Path | None = None
    noun: str = "a temporary file"
    failed: StorageError | None = None

    def cursor(self, factory: Any = None) -> Any:
        """A cursor with the same errors."""
        return super().cursor(factory or _Cursor)

    # Those of sqlite3 would make a plain cursor.

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
            StorageError: nothing, or not everything, reached the disk.
        """
        self.told(super().commit, writes=True)

    def backup(self, target: sqlite3.Connection, **options: Any) -> None:
        """Copy everything into another database, as ``sqlite3`` does."""
        self.told(super().backup, target, **options)

    def told(self, step: Callable[..., T], /, *args: Any, writes: bool = False, **options: Any) -> T:
        """Run a step of SQLite.

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
        return self._told(super().execute, sql, parameters, writes=writes)

    def executemany(self, sql: str, parameters: Any, /) -> Any:
        return self._told(super().executemany, sql, parameters, writes=True)

    def executescript(self, sql: str, /) -> Any:
        return self._told(super().executescript, sql, writes=True)

    def fetchone(self) -> Any:
        return self._told(super().fetchone)

    def fetchmany(self, size: int | None = None) -> list[Any]:
        return self._told(super().fetchmany, self.arraysize if size is None else size)

    def fetchall(self) -> list[Any]:
        return self._told(super().fetchall)

    def __next__(self) -> Any:
        return self._told(super().__next__)

    def _told(self, step: Callable[..., T], /, *args: Any, writes: bool = False) -> T:
        try:
            return self.connection.told(step, *args, writes=writes)
        except StorageError:
            # The error's traceback holds the cursor, and SQLite keeps a database open that has a statement left.
            self.close()
            raise


def database(
    path: Path | None, noun: str, *, read_only: bool = False, immutable: bool = False, **options: Any
) -> Database:
    """Open a database.

    Args:
        path: the file; None for a temporary one, which the system removes when it is closed or the process ends.
        noun: what errors call it.
        read_only: leave the file as it is.
        immutable: nobody writes to the file meanwhile, and it has no log: its companion files are not looked at.
        options: of ``sqlite3.connect``.

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
    """A database for what does not fit into memory. It is never in a transaction unless BEGIN is executed.

    Raises:
        StorageError: it cannot be opened.
    """
    return database(None, "a temporary file", check_same_thread=False, isolation_level=None)


def database_error(path: Path | None, noun: str, error: sqlite3.Error, *, writes: bool) -> StorageError:
    """The error of SQLite, with the file and the action named. SQLite's words repeat no value of a row."""
    name = "a temporary file" if path is None else path.name
    code = getattr(error, "sqlite_errorname", "")
    main = "_".join(code.split("_")[:2])
    action = f"{'write' if writes else 'read'} {noun}"
    if main in _DAMAGED:
        advice = "the content is damaged: restore a copy of the file, or give another path"
    elif path is None:
        advice = "check the free space and the permissions of the folder for temporary files"
    else:
        advice = "check free disk space and the permissions of the file and its folder"
    return StorageError(
        f"{name}: could not {action} ({error}); {advice}", path=path, action=action, errno=_ERRNO.get(main)
    )
