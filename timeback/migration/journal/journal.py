"""The journal of a migration: records the state of every object on disk, so that a killed migration can resume.

An intent is on disk before its request is sent, and the outcome is recorded after the reply. The journal stores ids,
states and keyed hashes, and never an object. A reader of the file learns which ids exist, but cannot use a hash to
confirm a guess at a name.
"""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import hmac
import json
import operator
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

from timeback._storage.database import Database, database
from timeback._storage.file_kinds import check_database, real_path
from timeback.errors import ConfigurationError, StorageError
from timeback.migration.journal.creations import Creations
from timeback.migration.journal.file_lock import JournalLock, check_not_held_in_process, is_held_in_process
from timeback.migration.journal.journal_file import (
    APPLICATION_ID,
    FORMAT_VERSION,
    LEFT_OUT_SCHEMA,
    SCHEMA,
    JournalValidator,
    copy_journal,
    is_empty,
    name_in_use,
    open_error,
    open_read_only,
)
from timeback.migration.journal.records import (
    COLUMNS,
    JournalEntry,
    LeftOutEntry,
    TransferOutcome,
    TransferState,
    entry_from_row,
)
from timeback_runtime.numbers import dumps

CACHE_SIZE: Final = 4096
PAGE_SIZE: Final = 500

_LEFT_OUT_COLUMNS: Final = ("entity", "id", "path", "collection", "named", "reason")
# The statements hold names of columns only; values are always bound.
_PUT: Final = f"INSERT OR REPLACE INTO objects ({', '.join(COLUMNS)}) VALUES ({', '.join('?' * len(COLUMNS))})"  # noqa: S608
_SELECT: Final = f"SELECT {', '.join(COLUMNS)} FROM objects"  # noqa: S608
_SELECT_LEFT_OUT: Final = f"SELECT {', '.join(_LEFT_OUT_COLUMNS)} FROM left_out"  # noqa: S608
_WRITES: Final = (TransferOutcome.CREATED, TransferOutcome.UPDATED)
_column_values = operator.attrgetter(*COLUMNS.values())


class Journal:
    """The journal of one migration, in a file that one process has open at a time.

    After a write has failed, nothing more is written. SQLite may have rolled back everything that was not committed,
    and a later commit would then look as if all of it had been stored.
    """

    def __init__(
        self,
        path: str | os.PathLike[str] | None,
        *,
        source: str | None,
        target: str | None,
        use_copy: bool = False,
    ) -> None:
        """Open the file, or create it. A file that is not a journal stays unchanged, and no file is created beside it.

        Args:
            path: the file; None for a temporary journal, which is removed at the end of the run.
            source, target: the names that identify both endpoints; None for one that an existing journal may have
                under any name.
            use_copy: work on a copy, so that the file stays unchanged.

        Raises:
            ConfigurationError: the file is not a journal, belongs to another migration, or is in use.
            JournalError: the file is damaged, or cannot be read or written.
        """
        self.path = None if path is None else Path(path)
        self._lock: JournalLock | None = None
        self._db: Database | None = None
        self._pending_commit: asyncio.Future[None] | None = None
        self._cache: dict[tuple[str, str], JournalEntry | None] = {}
        self._metadata: dict[str, str] = {}
        self._any_left_out = False
        self.creations = Creations(self._write, lambda: self._open_db)
        """The objects that the runs created on the target."""
        try:
            real, exists = (None, False) if self.path is None else self._check_file(self.path, use_copy=use_copy)
            validator = JournalValidator(self.path)
            endpoints = {name: value for name, value in (("source", source), ("target", target)) if value is not None}
            if len(endpoints) < 2 and not exists:
                raise ConfigurationError(f"{path} is not a migration journal: there is no such file, or it is empty")
            if real is not None and exists and not use_copy:
                with contextlib.closing(open_read_only(real)) as db:
                    db.path = self.path
                    validator.validate(db, endpoints)
            self._db = self._connect(real if exists or not use_copy else None, use_copy=use_copy)
            if use_copy or not exists:
                validator.validate(self._db, endpoints)
            self._begin_run(endpoints, real=None if use_copy else real)
        except BaseException as error:
            self._release()
            if isinstance(error, OSError) and not isinstance(error, ConfigurationError):
                raise open_error(self.path, error) from error
            raise
        salt = self.get_metadata("salt") or ""
        self._key = hashlib.blake2b(salt.encode(), digest_size=32).digest()

    def add_secret(self, secret: str) -> None:
        """Mix a secret that is not stored in the file into the key of the digests."""
        self._key = hmac.digest(self._key, secret.encode(), "sha256")

    @property
    def run_number(self) -> int:
        """The number of the run. An interrupted run keeps its number when it resumes."""
        return int(self.get_metadata("run") or 1)

    @property
    def resumed(self) -> bool:
        """Whether this run resumes one that was interrupted."""
        return self._resumed

    # Metadata

    @property
    def target_keeps_ids(self) -> bool | None:
        """Whether the target keeps the ids that are sent to it; None until the first creation shows it."""
        stored = self.get_metadata("keeps_ids")
        return None if stored is None else stored == "yes"

    def record_id_policy(self, *, kept: bool) -> None:
        """Record whether the target kept the id of a created object. One changed id outweighs all that were kept."""
        if self.target_keeps_ids is not False:
            self.set_metadata("keeps_ids", "yes" if kept else "no")

    def get_metadata(self, name: str) -> str | None:
        """A value that holds for the whole migration."""
        return self._metadata.get(name)

    def set_metadata(self, name: str, value: str) -> None:
        """Store a value that holds for the whole migration."""
        if self.get_metadata(name) != value:
            self._write("INSERT OR REPLACE INTO facts VALUES (?, ?)", (name, value))
            self._metadata[name] = value

    # Entries

    def get(self, entity: str, sourced_id: str) -> JournalEntry | None:
        """The entry of an object."""
        key = entity, sourced_id
        try:
            return self._cache[key]
        except KeyError:
            row = self._open_db.execute(f"{_SELECT} WHERE entity = ? AND id = ?", key).fetchone()
            return self._add_to_cache(key, None if row is None else entry_from_row(row))

    def put(self, entry: JournalEntry) -> None:
        """Store the entry of an object that was processed; it is on disk after ``flush()``."""
        if entry.outcome in _WRITES and entry.target_id is not None:
            self.creations.record(entry)
        self.put_mark(entry)

    def put_mark(self, entry: JournalEntry) -> None:
        """Store an entry with another mark. The target was not written to, whatever the outcome of the entry."""
        self._write(_PUT, _column_values(entry))
        self._add_to_cache((entry.entity, entry.sourced_id), entry)

    def remove(self, entity: str, sourced_id: str) -> None:
        """Remove everything about an object, as if no run had processed it, except that a run created it."""
        self._write("DELETE FROM objects WHERE entity = ? AND id = ?", (entity, sourced_id))
        self._write("DELETE FROM left_out WHERE entity = ? AND id = ?", (entity, sourced_id))
        self._cache.pop((entity, sourced_id), None)

    def source_id_of(self, entity: str, target_id: str) -> str | None:
        """The source id of the object that has this id on the target."""
        row = self._open_db.execute(
            "SELECT id FROM objects WHERE entity = ? AND target = ? AND state != ?",
            (entity, target_id, TransferState.EXTERNAL),
        ).fetchone()
        return None if row is None else str(row[0])

    def entries(self, entity: str | None = None) -> Iterator[JournalEntry]:
        """All entries, or those of one entity."""
        return self._find(entity, "1")

    def pending(self, entity: str) -> Iterator[JournalEntry]:
        """The entries of this run that have no final state yet."""
        states = f"state IN ({TransferState.PLANNED:d}, {TransferState.SENT:d})"
        return self._find(entity, f"{states} AND run = ?", self.run_number)

    def to_delete(self, entity: str) -> Iterator[JournalEntry]:
        """The entries of objects that this run deletes on the target, and has not deleted yet."""
        return self._find(entity, "state = ? AND run = ?", TransferState.DELETING, self.run_number)

    def with_deferred_references(self) -> Iterator[JournalEntry]:
        """The entries of objects that are on the target and still lack references."""
        return self._find(None, "late AND state = ?", TransferState.DONE)

    def with_unknown_creation(self, entity: str) -> Iterator[JournalEntry]:
        """The entries of objects whose creation was sent and got no reply."""
        states = f"state IN ({TransferState.SENT:d}, {TransferState.UNKNOWN:d})"
        return self._find(entity, f"{states} AND creating")

    def with_new_target_ids(self, entity: str) -> Iterator[JournalEntry]:
        """The entries of objects that this run created and that got another id from the target."""
        return self._find(entity, "outcome = 'created' AND target != id AND run = ?", self.run_number)

    def not_transferred(self) -> Iterator[JournalEntry]:
        """The entries of objects that this run skipped, that failed, and whose outcome is unknown."""
        outcomes = (TransferOutcome.FAILED, TransferOutcome.UNKNOWN, TransferOutcome.SKIPPED)
        listed = ", ".join(f"'{outcome}'" for outcome in outcomes)
        return self._find(None, f"run = ? AND outcome IN ({listed})", self.run_number)

    def has_selected(self, entity: str) -> bool:
        """Whether any object of an entity was selected itself."""
        return next(self._find(entity, "chosen"), None) is not None

    def has_target_ids(self, entity: str) -> bool:
        """Whether any object of an entity has an id on the target."""
        return next(self._find(entity, "target IS NOT NULL"), None) is not None

    def outcome_counts(self) -> Iterator[tuple[str, TransferOutcome, int]]:
        """How many objects of each entity have each outcome in this run."""
        rows = self._open_db.execute(
            "SELECT entity, outcome, count(*) FROM objects WHERE run = ? AND outcome IS NOT NULL GROUP BY 1, 2",
            (self.run_number,),
        ).fetchall()
        for entity, outcome, count in rows:
            yield entity, TransferOutcome(outcome), count

    def _find(self, entity: str | None, condition: str, *values: Any) -> Iterator[JournalEntry]:
        """Entries that meet a condition, ordered by id. Entries that change during the iteration may be missed."""
        after = ("", "")
        while True:
            page = self._open_db.execute(
                f"{_SELECT} WHERE ({condition}) AND entity >= ? AND (entity, id) > (?, ?)"
                f"{' AND entity = ?' if entity else ''} ORDER BY entity, id LIMIT {PAGE_SIZE}",
                (*values, after[0], *after, *([entity] if entity else [])),
            ).fetchall()
            for row in page:
                entry = entry_from_row(row)
                after = entry.entity, entry.sourced_id
                yield entry
            if not page:
                return

    def _add_to_cache(self, key: tuple[str, str], entry: JournalEntry | None) -> JournalEntry | None:
        # The lock excludes other writers, and each object is read several times while it is processed.
        if len(self._cache) >= CACHE_SIZE:
            self._cache.clear()
        self._cache[key] = entry
        return entry

    # References that were left out

    def set_left_out(self, entity: str, sourced_id: str, references: Iterable[LeftOutEntry]) -> None:
        """Store the references that an object was sent without. They replace those stored before."""
        if self._any_left_out:
            self._write("DELETE FROM left_out WHERE entity = ? AND id = ?", (entity, sourced_id))
        for one in references:
            self._any_left_out = True
            row = (one.entity, one.sourced_id, one.path, one.collection, one.referenced_id, one.reason, self.run_number)
            self._write("INSERT OR REPLACE INTO left_out VALUES (?, ?, ?, ?, ?, ?, ?)", row)

    def left_out_of(self, entity: str, sourced_id: str) -> list[LeftOutEntry]:
        """The references that an object was sent without, in this run or an earlier one."""
        return self._find_left_out("entity = ? AND id = ?", entity, sourced_id) if self._any_left_out else []

    def left_out_in_run(self) -> list[LeftOutEntry]:
        """The references that the objects of this run were sent without."""
        return self._find_left_out("run = ?", self.run_number)

    def _find_left_out(self, condition: str, *values: Any) -> list[LeftOutEntry]:
        sql = f"{_SELECT_LEFT_OUT} WHERE {condition} ORDER BY entity, id, path"
        rows = self._open_db.execute(sql, values).fetchall()
        return [
            LeftOutEntry(
                entity=entity,
                sourced_id=sourced_id,
                path=path,
                collection=collection,
                referenced_id=referenced_id,
                reason=reason,
            )
            for entity, sourced_id, path, collection, referenced_id, reason in rows
        ]

    # Durability

    def digest(self, value: Mapping[str, Any]) -> bytes:
        """A keyed hash that shows whether an object has changed since an earlier run."""
        text = dumps(value, sort_keys=True, separators=(",", ":"), default=str)
        return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), key=self._key, digest_size=16).digest()

    async def flush(self) -> None:
        """Return once everything stored so far is on disk. Concurrent callers share one commit.

        Raises:
            StorageError: the commit failed.
        """
        if self._pending_commit is None or self._pending_commit.done():
            loop = asyncio.get_running_loop()
            self._pending_commit = loop.create_future()
            loop.call_soon(self._commit, self._pending_commit)
        # Shielded: the cancellation of one caller must not cancel the commit of the others.
        await asyncio.shield(self._pending_commit)

    def finish(self) -> None:
        """Mark the run as complete, so that the next run looks at every object again.

        Raises:
            StorageError: the mark could not be written.
        """
        self.set_metadata("finished", "yes")
        self._writable_db.commit()

    def close(self) -> None:
        """Commit, close the file and release its lock. The lock is released even if the commit fails.

        Raises:
            StorageError: the commit failed. A failure that was raised before is not raised again.
        """
        db = self._db
        if db is None:
            return
        try:
            if db.failed is None:
                db.commit()
            else:
                # Rows written before the failure may still be in the transaction.
                with contextlib.suppress(StorageError):
                    db.commit()
            # Only a speed-up for the next run, so a failure does not matter.
            with contextlib.suppress(StorageError):
                db.execute("PRAGMA optimize")
        finally:
            self._release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self.close()
        except StorageError as failure:
            if error is None:
                raise
            # The error that ended the run, such as an interrupt, must not be hidden.
            error.add_note(str(failure))

    @property
    def _open_db(self) -> Database:
        if self._db is None:
            raise ValueError("the journal is closed")
        return self._db

    @property
    def _writable_db(self) -> Database:
        db = self._open_db
        if (failed := db.failed) is not None:
            raise StorageError(*failed.args, path=failed.path, action=failed.action, errno=failed.errno) from failed
        return db

    def _write(self, statement: str, values: tuple[Any, ...]) -> None:
        self._writable_db.execute(statement, values)

    def _commit(self, pending: asyncio.Future[None]) -> None:
        if pending.done():
            return
        try:
            self._writable_db.commit()
        except (StorageError, ValueError) as error:
            pending.set_exception(error)
        else:
            pending.set_result(None)

    # Opening

    def _check_file(self, path: Path, *, use_copy: bool) -> tuple[Path, bool]:
        """The file that the path resolves to, and whether it already is a journal. Locks it unless a copy is used."""
        real = real_path(path, "a journal")
        if not use_copy:
            check_not_held_in_process(real)
        exists = is_held_in_process(real) or check_database(
            real, use="a journal", of=" of a migration", application_id=APPLICATION_ID
        )
        if not use_copy:
            self._lock = JournalLock(real)
        return name_in_use(real) if exists else real, exists

    def _connect(self, real: Path | None, *, use_copy: bool) -> Database:
        if real is not None and not use_copy:
            db = database(real, "the journal")
            db.path = self.path
            return db
        # The system removes a temporary database when the process ends, even if it is killed.
        db = database(None, "the temporary journal")
        try:
            db.execute("PRAGMA journal_mode = MEMORY")
            db.execute("PRAGMA synchronous = OFF")
            if real is not None:
                copy_journal(real, db)
        except BaseException:
            db.close()
            raise
        return db

    def _begin_run(self, endpoints: dict[str, str], *, real: Path | None) -> None:
        db = self._open_db
        if is_empty(db):
            path = {} if real is None else {"path": json.dumps(str(real))}
            self._create_tables({"version": str(FORMAT_VERSION), **endpoints, **path, "salt": os.urandom(32).hex()})
        else:
            self._metadata = dict(db.execute("SELECT name, value FROM facts").fetchall())
        if real is not None:
            # SQLite gives the files beside the journal the same mode.
            real.chmod(0o600)
            db.execute("PRAGMA journal_mode = WAL")
            db.execute("PRAGMA synchronous = FULL")
            self._store_path(real)
        db.execute(LEFT_OUT_SCHEMA)
        self.creations.open()
        self._any_left_out = db.execute("SELECT 1 FROM left_out LIMIT 1").fetchone() is not None
        self._resumed = self.get_metadata("run") is not None and self.get_metadata("finished") != "yes"
        if not self._resumed:
            self.set_metadata("run", str(int(self.get_metadata("run") or 0) + 1))
        self.set_metadata("finished", "no")
        db.commit()
        if self._lock is not None:
            self._lock.reacquire_byte()

    def _store_path(self, real: Path) -> None:
        """Store the path in the database file itself. The write-ahead log alone can only be found by that path."""
        path = json.dumps(str(real))
        if self.get_metadata("path") != path:
            self.set_metadata("path", path)
            self._open_db.commit()
            self._open_db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def _create_tables(self, metadata: dict[str, str]) -> None:
        """Create the tables in one transaction, before the file has a log, so that its header identifies it at once."""
        db = self._open_db
        # The position of the lock byte depends on the page size.
        db.execute("PRAGMA page_size = 4096")
        db.execute("BEGIN")
        for statement in SCHEMA:
            db.execute(statement)
        for name, value in metadata.items():
            self.set_metadata(name, value)
        db.commit()

    def _release(self) -> None:
        """Close the database, then release the lock: closing the lock's descriptor would drop SQLite's locks."""
        db, self._db = self._db, None
        lock, self._lock = self._lock, None
        try:
            if db is not None:
                db.run(db.close)
        finally:
            if lock is not None:
                lock.release()
