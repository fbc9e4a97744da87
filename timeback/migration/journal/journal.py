"""The journal of a migration: records the state of every object on disk, so that a killed migration can resume.

An intent is on disk before its request is sent, and the outcome is recorded after the reply. The journal stores ids,
states and keyed hashes, and never an object. A reader of the file learns which ids exist, but cannot use a hash to
confirm a guess at a name.
"""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import json
import os
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

import attrs

from timeback._storage.database import Database, database
from timeback._storage.file_kinds import check_database, real_path
from timeback.errors import ConfigurationError, StorageError
from timeback.migration.journal.creations import Creations
from timeback.migration.journal.file_lock import JournalLock, check_not_held_in_process, is_held_in_process
from timeback.migration.journal.journal_file import (
    APPLICATION_ID,
    FORMAT_VERSION,
    SCHEMA,
    JournalValidator,
    copy_journal,
    is_empty,
    name_in_use,
    open_error,
    open_read_only,
    upgrade,
)
from timeback.migration.journal.left_out import LeftOutReferences
from timeback.migration.journal.records import (
    COLUMNS,
    JournalEntry,
    LeftOutEntry,
    TransferOutcome,
    TransferState,
    entry_from_row,
    row_from_entry,
)
from timeback.migration.journal.statements import Statement
from timeback.migration.journal.write_queue import WriteQueue
from timeback_runtime.numbers import dumps

CACHE_SIZE: Final = 4096
PAGE_SIZE: Final = 500

# The statements hold names of columns only; values are always bound.
_TABLE: Final = "objects"
_PUT: Final = Statement(
    _TABLE,
    f"INSERT OR REPLACE INTO objects ({', '.join(COLUMNS)}) VALUES ",  # noqa: S608
    f"({', '.join('?' * len(COLUMNS))})",
    replaces=2,
)
_DELETE: Final = Statement(_TABLE, "DELETE FROM objects WHERE entity = ? AND id = ?")
_PUT_METADATA: Final = Statement("facts", "INSERT OR REPLACE INTO facts VALUES (?, ?)")
_SELECT: Final = f"SELECT {', '.join(COLUMNS)} FROM objects"  # noqa: S608
_WRITES: Final = (TransferOutcome.CREATED, TransferOutcome.UPDATED)
_NOT_QUEUED: Final = JournalEntry(entity="", sourced_id="", state=TransferState.PLANNED)
# What a forked process must not close: SQLite would lose the locks of the process that opened it.
_INHERITED: Final[list[object]] = []


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
        self._reader: Database | None = None
        self._cache: dict[tuple[str, str], JournalEntry | None] = {}
        self._older_cache: dict[tuple[str, str], JournalEntry | None] = {}
        self._highest_ids: dict[str, str] = {}
        self._metadata: dict[str, str] = {}
        connections = (lambda: self._open_queue, lambda: self._settled_db, lambda: self._read_db)
        self._left_out = LeftOutReferences(*connections)
        self.creations = Creations(*connections)
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
            self._queue = WriteQueue[tuple[str, str], JournalEntry](self._db)
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
            self._open_queue.add(_PUT_METADATA, (name, value))
            self._metadata[name] = value

    # Entries

    def get(self, entity: str, sourced_id: str) -> JournalEntry | None:
        """The entry of an object."""
        key = entity, sourced_id
        if key in self._cache:
            return self._cache[key]
        if key in self._older_cache:
            return self._add_to_cache(key, self._older_cache[key])
        if sourced_id > self._highest_id(entity):
            return None
        queued = self._open_queue.find(key, _NOT_QUEUED)
        if queued is not _NOT_QUEUED:
            return self._add_to_cache(key, queued)
        row = self._read_db.execute(f"{_SELECT} WHERE entity = ? AND id = ?", key).fetchone()
        return self._add_to_cache(key, None if row is None else entry_from_row(row))

    def put(self, entry: JournalEntry) -> None:
        """Store the entry of an object that was processed; it is on disk after ``flush()``."""
        if entry.outcome in _WRITES and entry.target_id is not None:
            self.creations.record(entry)
        self.put_mark(entry)

    def put_created(self, entity: str, ids: Sequence[str]) -> None:
        """Store that this run wrote objects to files, under their own ids, which have no entry yet.

        Files cannot be changed by an undo or a later run, so neither a digest nor the creation is recorded.
        """
        if not ids:
            return
        first = JournalEntry(
            entity=entity,
            sourced_id=ids[0],
            target_id=ids[0],
            state=TransferState.DONE,
            run=self.run_number,
            outcome=TransferOutcome.CREATED,
            is_creation=True,
        )
        if self._open_queue.uses_thread:
            for one in ids:
                self.put_mark(attrs.evolve(first, sourced_id=one, target_id=one))
            return
        # Rows, since an entry for each object would take as long as all the rest.
        before, after = row_from_entry(first)[:1], row_from_entry(first)[2:]
        self._open_queue.add_rows(_PUT, [(*before, one, *after) for one in ids])
        self._highest_ids[entity] = max(self._highest_id(entity), *ids)
        # They may hold that an object has no entry.
        self._cache.clear()
        self._older_cache.clear()

    def known_ids(self, entity: str, ids: Collection[str]) -> set[str]:
        """Those of the ids whose objects have an entry."""
        highest = self._highest_id(entity)
        return self._ids_where(entity, [one for one in ids if one <= highest], "1")

    def kept_ids(self, entity: str, ids: Collection[str]) -> set[str]:
        """Those of the ids whose objects have the same id on the target, and stay there."""
        return self._ids_where(entity, ids, f"target = x'' AND state != {TransferState.DELETING:d}")

    def settled_ids(self, entity: str, ids: Collection[str]) -> set[str]:
        """Those of the ids whose objects are on the target, or will not get there in this run."""
        is_open = f"state IN ({TransferState.PLANNED:d}, {TransferState.SENT:d})"
        return self._ids_where(entity, ids, f"(target IS NOT NULL OR (run = {self.run_number:d} AND NOT {is_open}))")

    def _ids_where(self, entity: str, ids: Collection[str], condition: str) -> set[str]:
        found, wanted = set[str](), list(ids)
        for start in range(0, len(wanted), PAGE_SIZE):
            some = wanted[start : start + PAGE_SIZE]
            rows = self._settled_db.execute(
                f"SELECT id FROM objects WHERE entity = ? AND {condition} AND id IN ({', '.join('?' * len(some))})",  # noqa: S608
                (entity, *some),
            )
            found.update(sourced_id for (sourced_id,) in rows.fetchall())
        return found

    def put_mark(self, entry: JournalEntry) -> None:
        """Store an entry with another mark. The target was not written to, whatever the outcome of the entry."""
        key = entry.entity, entry.sourced_id
        if entry.sourced_id > self._highest_id(entry.entity):
            self._highest_ids[entry.entity] = entry.sourced_id
        row = row_from_entry(entry)
        has_other_id = entry.target_id is not None and entry.target_id != entry.sourced_id
        marks = [(_TABLE, entry.entity, str(entry.target_id))] if has_other_id else ()
        self._open_queue.add_object(_PUT, row, key, entry, *marks)
        self._add_to_cache(key, entry)

    def remove(self, entity: str, sourced_id: str) -> None:
        """Remove everything about an object, as if no run had processed it, except that a run created it."""
        key = entity, sourced_id
        self._open_queue.add_object(_DELETE, key, key, None)
        self._left_out.remove(entity, sourced_id)
        self._add_to_cache(key, None)

    def source_id_of(self, entity: str, target_id: str) -> str | None:
        """The source id of the object that has this id on the target."""
        if self._has_target_id(entity, target_id, target_id):
            return target_id
        pending = self._open_queue.pending()
        queued = [str(row[1]) for marks in pending for row in marks.get((_TABLE, entity, target_id), ())]
        rows = self._read_db.execute(
            "SELECT id FROM objects WHERE entity = ? AND target = ? AND target != x''", (entity, target_id)
        ).fetchall()
        # The object may have another id on the target since such a row was written.
        candidates = (*queued, *(sourced_id for (sourced_id,) in rows))
        return next((one for one in candidates if self._has_target_id(entity, one, target_id)), None)

    def _has_target_id(self, entity: str, sourced_id: str, target_id: str) -> bool:
        entry = self.get(entity, sourced_id)
        return entry is not None and entry.target_id == target_id and entry.state is not TransferState.EXTERNAL

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
        return self._find(entity, "outcome = 'created' AND target != x'' AND run = ?", self.run_number)

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

    def has_other_references(self) -> bool:
        """Whether references to any object are written in another way: it has another id on the target, or none."""
        return (
            next(self._find(None, f"target != x'' OR (target IS NULL AND state = {TransferState.LEFT_OUT:d})"), None)
            is not None
        )

    def outcome_counts(self) -> Iterator[tuple[str, TransferOutcome, int]]:
        """How many objects of each entity have each outcome in this run."""
        rows = self._settled_db.execute(
            "SELECT entity, outcome, count(*) FROM objects WHERE run = ? AND outcome IS NOT NULL GROUP BY 1, 2",
            (self.run_number,),
        ).fetchall()
        for entity, outcome, count in rows:
            yield entity, TransferOutcome(outcome), count

    def _find(self, entity: str | None, condition: str, *values: Any) -> Iterator[JournalEntry]:
        """Entries that meet a condition, ordered by id. Entries that change during the iteration may be missed."""
        after = ("", "")
        while True:
            page = self._settled_db.execute(
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

    def _highest_id(self, entity: str) -> str:
        """No object of an entity has an entry with a higher id.

        Sources list objects by id, so a new object needs no query. SQLite compares the bytes of UTF-8, which have the
        same order as the code points of Python.
        """
        if entity not in self._highest_ids:
            row = self._read_db.execute("SELECT max(id) FROM objects WHERE entity = ?", (entity,)).fetchone()
            self._highest_ids[entity] = row[0] or ""
        return self._highest_ids[entity]

    def _add_to_cache(self, key: tuple[str, str], entry: JournalEntry | None) -> JournalEntry | None:
        # The lock excludes other writers, and each object is read several times while it is processed. Entries that
        # were not read since the cache was full twice are dropped.
        if len(self._cache) >= CACHE_SIZE:
            self._older_cache, self._cache = self._cache, {}
        self._cache[key] = entry
        return entry

    # References that were left out

    def set_left_out(self, entity: str, sourced_id: str, references: Iterable[LeftOutEntry]) -> None:
        """Store the references that an object was sent without. They replace those stored before."""
        self._left_out.replace(entity, sourced_id, references, run=self.run_number)

    def left_out_of(self, entity: str, sourced_id: str) -> list[LeftOutEntry]:
        """The references that an object was sent without, in this run or an earlier one."""
        return self._left_out.of_object(entity, sourced_id)

    def left_out_in_run(self) -> list[LeftOutEntry]:
        """The references that the objects of this run were sent without."""
        return self._left_out.in_run(self.run_number)

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
        await self._open_queue.flush()

    def finish(self) -> None:
        """Mark the run as complete, so that the next run looks at every object again.

        Raises:
            StorageError: the mark could not be written.
        """
        self.set_metadata("finished", "yes")
        self._open_queue.commit()

    def close(self) -> None:
        """Commit, close the file and release its lock. The lock is released even if the commit fails.

        Raises:
            StorageError: the commit failed. A failure that was raised before is not raised again.
        """
        if self._db is None:
            return
        if self._queue.is_inherited:
            self._abandon()
            return
        try:
            self._queue.close()
            # Only a speed-up for the next run, so a failure does not matter.
            with contextlib.suppress(StorageError):
                self._db.execute("PRAGMA optimize")
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
    def _open_queue(self) -> WriteQueue[tuple[str, str], JournalEntry]:
        if self._db is None:
            raise ValueError("the journal is closed")
        return self._queue

    @property
    def _read_db(self) -> Database:
        """A connection that sees everything except what is queued. It does not wait for a commit."""
        return self._open_db if self._reader is None else self._reader

    @property
    def _settled_db(self) -> Database:
        """A connection that sees everything stored so far."""
        self._open_queue.settle()
        return self._read_db

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
            # Opened here, used by the thread of the queue, and closed here.
            db = database(real, "the journal", check_same_thread=False)
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
            (mode,) = db.execute("PRAGMA journal_mode = WAL").fetchone()
            db.execute("PRAGMA synchronous = FULL")
            self._store_path(real)
        if self.get_metadata("version") == "1":
            upgrade(db)
            self._metadata["version"] = str(FORMAT_VERSION)
        self._left_out.open()
        self.creations.open()
        self._resumed = self.get_metadata("run") is not None and self.get_metadata("finished") != "yes"
        if not self._resumed:
            self.set_metadata("run", str(int(self.get_metadata("run") or 0) + 1))
        self.set_metadata("finished", "no")
        db.commit()
        if real is not None and mode == "wal":
            # With another mode, such as on some file systems, a reader and a commit would wait for each other.
            self._reader = database(real, "the journal")
            self._reader.path = self.path
            self._queue.uses_thread = True
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
        reader, self._reader = self._reader, None
        db, self._db = self._db, None
        lock, self._lock = self._lock, None
        try:
            # The connection that is closed last copies the log into the file, so it must be the one that writes.
            for connection in (reader, db):
                if connection is not None:
                    connection.run(connection.close)
        finally:
            if lock is not None:
                lock.release()

    def _abandon(self) -> None:
        """Leave everything to the process from which this one was forked."""
        _INHERITED.append((self._reader, self._db, self._lock))
        self._reader = self._db = self._lock = None
