"""A set of ids on disk, and its comparison with the ids of a listing. Memory is bounded, however many there are."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from itertools import islice
from pathlib import Path
from typing import Any, Final

from timeback._storage.database import Database, database, temporary_database
from timeback._storage.file_kinds import check_database
from timeback._storage.private_files import create_private, make_private
from timeback.errors import ClientStateError
from timeback_runtime.errors import InvalidRequestError

_NOUN: Final = "the file of known ids"
_USE: Final = "a file of known ids"
# "TBid"
_APPLICATION_ID: Final = 0x54426964
_CHUNK: Final = 10_000
_CACHE: Final = "PRAGMA cache_size = -16000"
"""16 MB. Ids of a copy may come in any order, which takes long if their pages are read again and again."""
_SCHEMA: Final = (
    # Ids are stored as bytes: text of JSON may contain what UTF-8 cannot encode.
    "CREATE TABLE known (id BLOB PRIMARY KEY) WITHOUT ROWID",
    "CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID",
    f"PRAGMA application_id = {_APPLICATION_ID}",
)


class KnownIds:
    """The ids of the objects that a copy may hold. Each method is one transaction. Thread-safe.

    An id takes about 20 bytes on the disk in addition to its own length.
    """

    def __init__(self, path: Path | None = None, owner: str = "") -> None:
        """Open or create the file, with mode 0600.

        Args:
            path: a path without symbolic links; None for a temporary file.
            owner: what the ids belong to.

        Raises:
            ConfigurationError: the file is of another kind.
            InvalidRequestError: the file belongs to another owner.
            StorageError: it cannot be read or written.
        """
        self._path = path
        self._mutex = threading.Lock()
        self._closed = False
        if path is None:
            self._open_db = temporary_database()
            self._open_db.execute(_CACHE)
            self._create("")
            return
        exists = check_database(path, use=_USE, application_id=_APPLICATION_ID)
        create_private(path)
        make_private(path)
        self._open_db = database(path, _NOUN, check_same_thread=False, isolation_level=None)
        try:
            self._open_db.execute("PRAGMA journal_mode = WAL").fetchone()
            # A commit returns when its data is on the disk.
            self._open_db.execute("PRAGMA synchronous = FULL")
            self._open_db.execute(_CACHE)
            if not exists:
                self._create(owner)
            elif self._fact("owner") != owner:
                raise InvalidRequestError(
                    f"checkpoint: {path.name} has the ids of another server or collection; use another checkpoint, or "
                    "remove that file"
                )
        except BaseException:
            self._open_db.close()
            raise

    @property
    def is_complete(self) -> bool:
        """Whether a run that read everything has been recorded to its end."""
        with self._mutex:
            return self._fact("complete") is not None

    def set_complete(self) -> None:
        """Record that a run that read everything has ended.

        Raises:
            StorageError: the file cannot be written.
        """
        with self._mutex:
            self._db.execute("INSERT OR REPLACE INTO facts VALUES ('complete', '1')")

    def add(self, ids: Iterable[str]) -> None:
        """Add ids. They are on the disk when this returns.

        Raises:
            StorageError: the file cannot be written.
        """
        self._insert("known", ids)

    def begin_comparison(self) -> None:
        """Forget the ids of an earlier listing.

        Raises:
            StorageError: no temporary file can be written.
        """
        with self._mutex:
            self._db.execute("PRAGMA temp_store = FILE")
            self._db.execute("PRAGMA temp.cache_size = -16000")
            self._db.execute("CREATE TEMP TABLE IF NOT EXISTS listed (id BLOB PRIMARY KEY) WITHOUT ROWID")
            self._db.execute("CREATE TEMP TABLE IF NOT EXISTS gone (id BLOB PRIMARY KEY) WITHOUT ROWID")
            self._db.execute("DELETE FROM temp.listed")

    def add_listed(self, ids: Iterable[str]) -> None:
        """Add ids of the listing.

        Raises:
            StorageError: no temporary file can be written.
        """
        self._insert("temp.listed", ids)

    def count_listed(self) -> int:
        """Return the number of different ids of the listing."""
        with self._mutex:
            return int(self._db.execute("SELECT count(*) FROM temp.listed").fetchone()[0])

    def not_listed(self, after: str | None, count: int) -> list[str]:
        """Return known ids that the listing lacks, in order, at most ``count`` of them.

        Args:
            after: the last id of the earlier call; None for the first ones.
        """
        with self._mutex:
            rows = self._db.execute(
                "SELECT id FROM known WHERE (? IS NULL OR id > ?) "
                "AND NOT EXISTS (SELECT 1 FROM temp.listed WHERE listed.id = known.id) ORDER BY id LIMIT ?",
                (start := None if after is None else _to_bytes(after), start, count),
            ).fetchall()
        return [_to_text(identity) for (identity,) in rows]

    def add_gone(self, ids: Iterable[str]) -> None:
        """Remember ids until ``remove_gone``. It does nothing after ``close``.

        Raises:
            StorageError: no temporary file can be written.
        """
        if not self._closed:
            self._insert("temp.gone", ids)

    def remove_gone(self) -> None:
        """Remove the ids of ``add_gone`` from the known ones.

        Raises:
            StorageError: the file cannot be written.
        """
        with self._mutex:
            if self._db.execute("SELECT 1 FROM sqlite_temp_master WHERE name = 'gone'").fetchone() is not None:
                self._db.execute("DELETE FROM known WHERE id IN (SELECT id FROM temp.gone)")

    def close(self) -> None:
        """Close the file. A second call does nothing."""
        with self._mutex:
            self._closed = True
            self._open_db.close()

    @property
    def _db(self) -> Database:
        if self._closed:
            raise ClientStateError("vanished: the feed is closed; call vanished() before commit()")
        return self._open_db

    def _create(self, owner: str) -> None:
        with _Transaction(self._db):
            for statement in _SCHEMA:
                self._db.execute(statement)
            self._db.execute("INSERT INTO facts VALUES ('owner', ?)", (owner,))

    def _fact(self, name: str) -> Any:
        row = self._db.execute("SELECT value FROM facts WHERE name = ?", (name,)).fetchone()
        return None if row is None else row[0]

    def _insert(self, table: str, ids: Iterable[str]) -> None:
        rest = iter(ids)
        # In order, so that ids that are close to each other are written to the same pages of the file.
        while chunk := sorted((_to_bytes(identity),) for identity in islice(rest, _CHUNK)):
            with self._mutex, _Transaction(self._db):
                self._db.executemany(f"INSERT OR IGNORE INTO {table} VALUES (?)", chunk)  # noqa: S608


class _Transaction:
    def __init__(self, db: Database) -> None:
        self._db = db

    def __enter__(self) -> None:
        self._db.execute("BEGIN IMMEDIATE")

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is None:
            self._db.commit()
        elif self._db.in_transaction:
            self._db.rollback()


def _to_bytes(identity: str) -> bytes:
    return identity.encode("utf-8", "surrogatepass")


def _to_text(identity: bytes) -> str:
    return identity.decode("utf-8", "surrogatepass")
