"""What has become of every object, on disk: what makes a migration safe to kill.

An intent is on disk before its call is made, the outcome after. Ids, states and keyed hashes are kept, never an object:
who finds the file learns which ids there are, and cannot tell from a hash whether a guess at a name is right.
"""

from __future__ import annotations

import asyncio
import contextlib
import enum
import hashlib
import hmac
import json
import operator
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

import attrs

from timeback._storage.database import Database, database
from timeback._storage.file_kinds import check_database, real_path
from timeback.errors import ConfigurationError, StorageError
from timeback.migration.journal.file_lock import JournalLock, check_not_held, held_here
from timeback.migration.journal.journal_file import (
    APPLICATION,
    SCHEMA,
    VERSION,
    JournalCheck,
    copy_journal,
    is_empty,
    name_in_use,
    opened_unchanged,
    unusable,
)
from timeback_runtime.numbers import dumps

RECENT: Final = 4096
# Journals of older releases have no such table.
_LEFT_OUT: Final = """CREATE TABLE IF NOT EXISTS left_out (
    entity TEXT NOT NULL, id TEXT NOT NULL, path TEXT NOT NULL, collection TEXT NOT NULL, named TEXT NOT NULL,
    reason TEXT NOT NULL, run INTEGER NOT NULL, PRIMARY KEY (entity, id, path)
) WITHOUT ROWID"""


class State(enum.IntEnum):
    """How far an object is."""

    PLANNED = 0
    """It is to be taken up again: nothing was written."""
    SENT = 1
    """A write is under way, or was when the process ended."""
    DONE = 2
    """The target has it."""
    FAILED = 3
    """It was refused, or cannot be moved."""
    UNKNOWN = 4
    """Nobody knows whether the target has it: it is never sent again."""
    LEFT_OUT = 5
    """It stays behind on purpose."""
    OUTSIDE = 6
    """Not a part of this migration; ``target`` is its id there, None where the target has none of its id."""


class Outcome(enum.StrEnum):
    """What a run did with an object."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    SKIPPED = "skipped"
    FAILED = "failed"
    UNKNOWN = "unknown"


SUCCESSES: Final = (Outcome.CREATED, Outcome.UPDATED, Outcome.UNCHANGED)


@attrs.frozen(kw_only=True)
class Row:
    """What the journal knows of one object."""

    entity: str
    id: str
    state: State
    run: int = 0
    outcome: Outcome | None = None
    target: str | None = None
    """Its id on the target."""
    hash: bytes | None = None
    creating: bool = False
    """Whether what was sent was to create it."""
    late: bool = False
    """Whether it still lacks references to objects that came after it."""
    chosen: bool = False
    """Whether it was selected itself, and not only needed by another one."""
    reason: str | None = None


@attrs.frozen(kw_only=True)
class LeftOut:
    """A reference that an object was sent without."""

    entity: str
    id: str
    path: str
    collection: str
    named: str
    """The id in the reference."""
    reason: str


_COLUMNS: Final = tuple(field.name for field in attrs.fields(Row))
# The names of the columns are those of the fields above; values are always bound.
_PUT: Final = f"INSERT OR REPLACE INTO objects ({', '.join(_COLUMNS)}) VALUES ({', '.join('?' * len(_COLUMNS))})"  # noqa: S608
_values = operator.attrgetter(*_COLUMNS)
_SELECT: Final = f"SELECT {', '.join(_COLUMNS)} FROM objects"  # noqa: S608


class Journal:
    """The journal of one migration, in a file that one process has open at a time.

    After a write has failed, nothing more is written: SQLite may have taken back what was not committed by then, and a
    later commit would look as if all of it had been kept.
    """

    def __init__(self, path: str | os.PathLike[str] | None, *, source: str, target: str, scratch: bool = False) -> None:
        """Open or make it. A file that is no journal is left as it is, and nothing is created beside it.

        Args:
            path: the file; None for one that goes away with the run.
            source, target: what tells both ends from others.
            scratch: work on a copy, and leave the file as it is.

        Raises:
            ConfigurationError: the file is no journal, or one of another migration, or in use.
            JournalError: it is damaged, or cannot be read or written.
        """
        self.path = None if path is None else Path(path)
        self._lock: JournalLock | None = None
        self._db: Database | None = None
        self._flush: asyncio.Future[None] | None = None
        self._recent: dict[tuple[str, str], Row | None] = {}
        self._facts: dict[str, str] = {}
        self._any_left_out = False
        try:
            real, there = (None, False) if self.path is None else self._admitted(self.path, scratch=scratch)
            check, ends = self._check(), {"source": source, "target": target}
            if real is not None and there and not scratch:
                with contextlib.closing(opened_unchanged(real)) as db:
                    db.path = self.path
                    check.run(db, ends)
            self._db = self._connect(real if there or not scratch else None, scratch=scratch)
            if scratch or not there:
                check.run(self._db, ends)
            self._begin(ends, real=None if scratch else real)
        except BaseException as error:
            self._let_go()
            if isinstance(error, OSError) and not isinstance(error, ConfigurationError):
                raise unusable(self.path, error) from error
            raise
        secret = self.fact("salt") or ""
        self._key = hashlib.blake2b(secret.encode(), digest_size=32).digest()

    def seal(self, secret: str) -> None:
        """Mix a secret that is not in the file into the key of the hashes."""
        self._key = hmac.digest(self._key, secret.encode(), "sha256")

    @property
    def run(self) -> int:
        """The number of the run; one that was interrupted goes on under its number."""
        return int(self.fact("run") or 1)

    @property
    def resumed(self) -> bool:
        """Whether a run before this one was interrupted."""
        return self._resumed

    @property
    def keeps_ids(self) -> bool | None:
        """Whether the target keeps the ids that it is given; None where that has not been seen."""
        told = self.fact("keeps_ids")
        return None if told is None else told == "yes"

    def saw_id(self, *, kept: bool) -> None:
        """An object was created, and kept its id or not."""
        if self.keeps_ids is not False:
            self.tell("keeps_ids", "yes" if kept else "no")

    def fact(self, name: str) -> str | None:
        """Something that holds for the whole migration."""
        return self._facts.get(name)

    def tell(self, name: str, value: str) -> None:
        """Keep something that holds for the whole migration."""
        if self.fact(name) != value:
            self._write("INSERT OR REPLACE INTO facts VALUES (?, ?)", (name, value))
            self._facts[name] = value

    def get(self, entity: str, sourced_id: str) -> Row | None:
        """What is known of an object."""
        key = entity, sourced_id
        try:
            return self._recent[key]
        except KeyError:
            found = self._open.execute(f"{_SELECT} WHERE entity = ? AND id = ?", key).fetchone()
            return self._remember(key, None if found is None else _row(found))

    def put(self, row: Row) -> None:
        """Keep what is known of an object; it is on disk after ``committed()``."""
        self._write(_PUT, _values(row))
        self._remember((row.entity, row.id), row)

    def _remember(self, key: tuple[str, str], row: Row | None) -> Row | None:
        # Nobody else writes to the file, and an object is asked for many times while it is its turn.
        if len(self._recent) >= RECENT:
            self._recent.clear()
        self._recent[key] = row
        return row

    def source_of(self, entity: str, target: str) -> str | None:
        """Whose counterpart an object of the target is."""
        found = self._open.execute(
            "SELECT id FROM objects WHERE entity = ? AND target = ? AND state != ?", (entity, target, State.OUTSIDE)
        ).fetchone()
        return None if found is None else str(found[0])

    def rows(self, entity: str | None, condition: str, *values: Any) -> Iterator[Row]:
        """Rows that meet a condition, in the order of their ids; what changes meanwhile may be met or not."""
        after = ("", "")
        while True:
            page = self._open.execute(
                f"{_SELECT} WHERE ({condition}) AND entity >= ? AND (entity, id) > (?, ?)"
                f"{' AND entity = ?' if entity else ''} ORDER BY entity, id LIMIT 500",
                (*values, after[0], *after, *([entity] if entity else [])),
            ).fetchall()
            for found in page:
                row = _row(found)
                after = row.entity, row.id
                yield row
            if not page:
                return

    def leave_out(self, entity: str, sourced_id: str, references: Iterable[LeftOut]) -> None:
        """Keep which references an object was sent without, in place of what was kept of it before."""
        if self._any_left_out:
            self._write("DELETE FROM left_out WHERE entity = ? AND id = ?", (entity, sourced_id))
        for one in references:
            self._any_left_out = True
            row = (one.entity, one.id, one.path, one.collection, one.named, one.reason, self.run)
            self._write("INSERT OR REPLACE INTO left_out VALUES (?, ?, ?, ?, ?, ?, ?)", row)

    def left_out(self, entity: str, sourced_id: str) -> list[LeftOut]:
        """Which references an object was sent without, by this run or an earlier one."""
        return self._find_left_out("entity = ? AND id = ?", entity, sourced_id) if self._any_left_out else []

    def left_out_by_run(self) -> list[LeftOut]:
        """The references that the objects of this run were sent without."""
        return self._find_left_out("run = ?", self.run)

    def _find_left_out(self, condition: str, *values: Any) -> list[LeftOut]:
        names = ("entity", "id", "path", "collection", "named", "reason")
        sql = f"SELECT {', '.join(names)} FROM left_out WHERE {condition} ORDER BY entity, id, path"  # noqa: S608
        return [LeftOut(**dict(zip(names, found, strict=True))) for found in self._open.execute(sql, values).fetchall()]

    def counts(self) -> Iterator[tuple[str, Outcome, int]]:
        """How many objects of each entity this run has brought to each outcome."""
        found = self._open.execute(
            "SELECT entity, outcome, count(*) FROM objects WHERE run = ? AND outcome IS NOT NULL GROUP BY 1, 2",
            (self.run,),
        ).fetchall()
        for entity, outcome, count in found:
            yield entity, Outcome(outcome), count

    def digest(self, value: Mapping[str, Any]) -> bytes:
        """What tells whether an object is still as it was."""
        text = dumps(value, sort_keys=True, separators=(",", ":"), default=str)
        return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), key=self._key, digest_size=16).digest()

    async def committed(self) -> None:
        """Return once all that was kept is on disk. Who waits at the same time shares one commit.

        Raises:
            StorageError: it could not be written.
        """
        if self._flush is None or self._flush.done():
            loop = asyncio.get_running_loop()
            self._flush = loop.create_future()
            loop.call_soon(self._commit, self._flush)
        # Shielded, since one who stops waiting must not take the commit away from the others.
        await asyncio.shield(self._flush)

    def finish(self) -> None:
        """The run is through: the next one looks at everything again.

        Raises:
            StorageError: it could not be written.
        """
        self.tell("finished", "yes")
        self._writable.commit()

    def close(self) -> None:
        """Write what is left, and give the file back, whatever fails on the way.

        Raises:
            StorageError: what was left could not be written. A failure that was raised before is not raised again.
        """
        db = self._db
        if db is None:
            return
        try:
            if db.failed is None:
                db.commit()
            else:
                # Rows that came before the failure, where SQLite has kept them.
                with contextlib.suppress(StorageError):
                    db.commit()
            # It helps the next run to be fast, and no more.
            with contextlib.suppress(StorageError):
                db.execute("PRAGMA optimize")
        finally:
            self._let_go()

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
            # What ended the run, such as an interrupt, is not to be hidden.
            error.add_note(str(failure))

    @property
    def _open(self) -> Database:
        if self._db is None:
            raise ValueError("the journal is closed")
        return self._db

    @property
    def _writable(self) -> Database:
        db = self._open
        if (failed := db.failed) is not None:
            raise StorageError(*failed.args, path=failed.path, action=failed.action, errno=failed.errno) from failed
        return db

    def _commit(self, waiting: asyncio.Future[None]) -> None:
        if waiting.done():
            return
        try:
            self._writable.commit()
        except (StorageError, ValueError) as error:
            waiting.set_exception(error)
        else:
            waiting.set_result(None)

    def _write(self, statement: str, values: tuple[Any, ...]) -> None:
        self._writable.execute(statement, values)

    def _admitted(self, path: Path, *, scratch: bool) -> tuple[Path, bool]:
        """The file behind the path, locked unless it is only copied, and whether it is a journal already."""
        real = real_path(path, "a journal")
        if not scratch:
            check_not_held(real)
        there = held_here(real) or check_database(
            real, use="a journal", of=" of a migration", application_id=APPLICATION
        )
        if not scratch:
            self._lock = JournalLock(real)
        return name_in_use(real) if there else real, there

    def _connect(self, real: Path | None, *, scratch: bool) -> Database:
        if real is not None and not scratch:
            db = database(real, "the journal")
            db.path = self.path
            return db
        # The system removes it when the process ends, however it ends.
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

    def _check(self) -> JournalCheck:
        return JournalCheck(self.path, columns=_COLUMNS, states=State, outcomes=Outcome)

    def _begin(self, ends: dict[str, str], *, real: Path | None) -> None:
        db = self._open
        if is_empty(db):
            path = {} if real is None else {"path": json.dumps(str(real))}
            self._create({"version": str(VERSION), **ends, **path, "salt": os.urandom(32).hex()})
        else:
            self._facts = dict(db.execute("SELECT name, value FROM facts").fetchall())
        if real is not None:
            # SQLite gives its companions the mode of the file.
            real.chmod(0o600)
            db.execute("PRAGMA journal_mode = WAL")
            db.execute("PRAGMA synchronous = FULL")
            self._tell_path(real)
        db.execute(_LEFT_OUT)
        self._any_left_out = db.execute("SELECT 1 FROM left_out LIMIT 1").fetchone() is not None
        self._resumed = self.fact("run") is not None and self.fact("finished") != "yes"
        if not self._resumed:
            self.tell("run", str(int(self.fact("run") or 0) + 1))
        self.tell("finished", "no")
        db.commit()
        if self._lock is not None:
            self._lock.renew()

    def _tell_path(self, real: Path) -> None:
        """Keep the path in the file itself and not in its log alone, which only this path leads to."""
        path = json.dumps(str(real))
        if self.fact("path") != path:
            self.tell("path", path)
            self._open.commit()
            self._open.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def _create(self, facts: dict[str, str]) -> None:
        """Make the tables, all in one transaction and before the file has a log: its first bytes say what it is."""
        db = self._open
        # The place of the lock depends on it.
        db.execute("PRAGMA page_size = 4096")
        db.execute("BEGIN")
        for statement in SCHEMA:
            db.execute(statement)
        for fact, value in facts.items():
            self.tell(fact, value)
        db.commit()

    def _let_go(self) -> None:
        """Close the file, and release its lock after that: the lock's descriptor holds SQLite's locks up."""
        db, self._db = self._db, None
        lock, self._lock = self._lock, None
        try:
            if db is not None:
                db.told(db.close)
        finally:
            if lock is not None:
                lock.release()


def _row(found: tuple[Any, ...]) -> Row:
    given = dict(zip(_COLUMNS, found, strict=True))
    given["state"] = State(given["state"])
    given["outcome"] = None if given["outcome"] is None else Outcome(given["outcome"])
    for flag in ("creating", "late", "chosen"):
        given[flag] = bool(given[flag])
    return Row(**given)
