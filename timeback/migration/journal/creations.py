"""The part of a journal that records which objects its runs created, and which of them an undo deleted."""

from __future__ import annotations

import enum
import time
from collections.abc import Callable, Iterator
from typing import Any, Final

import attrs

from timeback._storage.database import Database
from timeback.migration.journal.records import SAME_ID, JournalEntry, TransferOutcome, TransferState, stored_target_id
from timeback.migration.journal.statements import Row, Statement
from timeback.migration.journal.write_queue import WriteQueue

SCHEMA: Final = (
    """CREATE TABLE created (
    entity TEXT NOT NULL, id TEXT NOT NULL, target TEXT NOT NULL, state INTEGER NOT NULL, written REAL,
    PRIMARY KEY (entity, id)
) WITHOUT ROWID""",
    "CREATE INDEX created_and_deleted ON created (entity, target) WHERE state > 0",
)
# Journals of older releases lack the table. An entry of theirs says only whether the last write was a creation.
_COPY_ENTRIES: Final = f"""INSERT INTO created SELECT entity, id, target, 0, NULL FROM objects
WHERE creating AND target IS NOT NULL AND state IN ({TransferState.DONE:d}, {TransferState.FAILED:d})"""  # noqa: S608 - only numbers are inserted
_TABLE: Final = "created"
_PUT_CREATED: Final = Statement(
    _TABLE,
    "INSERT INTO created VALUES ",
    "(?, ?, ?, ?, ?)",
    """ ON CONFLICT DO UPDATE SET
written = iif(target = excluded.target AND state = 0 AND written IS NULL, NULL, excluded.written),
target = excluded.target, state = excluded.state""",
)
_PUT: Final = Statement(_TABLE, "INSERT OR REPLACE INTO created VALUES ", "(?, ?, ?, ?, ?)", replaces=2)
_SET_WRITTEN: Final = Statement(
    _TABLE, "UPDATE created SET written = ? WHERE entity = ? AND id = ? AND target = ? AND written IS NOT NULL"
)
_SET_UNCERTAIN: Final = Statement(_TABLE, "UPDATE created SET written = NULL WHERE entity = ? AND id = ?")
_FIND_DELETED: Final = """SELECT id FROM created WHERE entity = ? AND target = ? AND state > 0
UNION ALL SELECT id FROM created WHERE entity = ? AND id = ? AND target = x'' AND state > 0"""
_PAGE_SIZE: Final = 500


class CreationState(enum.IntEnum):
    """What became of an object that a run created. The numbers are stored in journals, so they never change."""

    PRESENT = 0
    """The target has it, as far as this journal knows."""
    DELETING = 1
    """A deletion is in progress, or was in progress when the process ended."""
    DELETED = 2
    """The target confirmed the deletion."""
    GONE = 3
    """It was verified that the target no longer has it, or has it marked as deleted."""


@attrs.frozen(kw_only=True)
class Creation:
    """An object that a run created on the target."""

    entity: str
    sourced_id: str
    """The id on the source."""
    target_id: str
    state: CreationState = CreationState.PRESENT
    written: float | None = None
    """When a run last wrote it, in seconds since 1970 by the clock of this machine.

    None if that is unknown, or if it is not certain that a run created it.
    """


class Creations:
    """The objects that the runs of a journal created."""

    def __init__(
        self,
        queue: Callable[[], WriteQueue[Any, Any]],
        settled_database: Callable[[], Database],
        database: Callable[[], Database],
    ) -> None:
        """Nothing is read before ``open()``.

        Args:
            queue: returns the queue of the open journal.
            settled_database: returns a connection that sees all writes.
            database: returns a connection that sees all writes except those in the queue.
        """
        self._queue, self._settled_database, self._database = queue, settled_database, database

    def _write(self, statement: Statement, row: Row) -> None:
        self._queue().add(statement, row)

    def _put(
        self,
        statement: Statement,
        entity: str,
        sourced_id: str,
        target_id: str | None,
        state: CreationState,
        written: float | None,
    ) -> None:
        row = entity, sourced_id, stored_target_id(sourced_id, target_id), state, written
        self._queue().add(statement, row, *((_TABLE, entity, one) for one in {sourced_id, target_id} if one))

    def open(self) -> None:
        """Create the table if the journal lacks it."""
        db = self._database()
        if db.execute("SELECT 1 FROM sqlite_master WHERE name = 'created'").fetchone() is None:
            for statement in (*SCHEMA, _COPY_ENTRIES):
                db.execute(statement)

    def record(self, entry: JournalEntry) -> None:
        """Store that a run has just created the object of an entry, or has updated one that a run created."""
        now = time.time()
        if entry.outcome is TransferOutcome.CREATED:
            self._put(_PUT_CREATED, entry.entity, entry.sourced_id, entry.target_id, CreationState.PRESENT, now)
        else:
            target = stored_target_id(entry.sourced_id, entry.target_id)
            self._write(_SET_WRITTEN, (now, entry.entity, entry.sourced_id, target))

    def mark_as_uncertain(self, entity: str, sourced_id: str) -> None:
        """Store that the object may be one that was on the target before. Later writes do not change this."""
        self._write(_SET_UNCERTAIN, (entity, sourced_id))

    def set_state(self, creation: Creation, state: CreationState) -> None:
        """Store what became of an object."""
        self._put(_PUT, creation.entity, creation.sourced_id, creation.target_id, state, creation.written)

    def on_target(self, entity: str) -> Iterator[Creation]:
        """The objects of an entity that are not known to be deleted."""
        return self._find(entity, CreationState.PRESENT, CreationState.DELETING)

    def deleted(self, entity: str) -> Iterator[Creation]:
        """The objects of an entity whose deletion was confirmed and is not verified yet."""
        return self._find(entity, CreationState.DELETED, CreationState.DELETED)

    def counts(self) -> dict[str, int]:
        """How many objects of each entity are not known to be deleted."""
        rows = self._settled_database().execute(
            "SELECT entity, count(*) FROM created WHERE state <= ? GROUP BY 1", (CreationState.DELETING,)
        )
        return dict(rows.fetchall())

    def any_deleted(self) -> bool:
        """Whether an undo deleted any object, or was about to."""
        return self._settled_database().execute("SELECT 1 FROM created WHERE state > 0 LIMIT 1").fetchone() is not None

    def was_deleted(self, entity: str, target_id: str) -> bool:
        """Whether an undo deleted the object with this id on the target, or was about to."""
        # Taken before the rows are read, which may be committed in between.
        pending = self._queue().pending()
        found = self._deleted_as(entity, target_id)
        # An object that is created anew may have another id on the target now.
        if any((_TABLE, entity, one) in marks for marks in pending for one in (target_id, *found)):
            self._queue().settle()
            found = self._deleted_as(entity, target_id)
        return bool(found)

    def _deleted_as(self, entity: str, target_id: str) -> list[str]:
        """The ids on the source of deleted objects that had this id on the target, by what is committed."""
        rows = self._database().execute(_FIND_DELETED, (entity, target_id, entity, target_id)).fetchall()
        return [sourced_id for (sourced_id,) in rows]

    def last_written(self) -> float | None:
        """When a run last wrote any object; None if it is unknown."""
        found: float | None = self._settled_database().execute("SELECT max(written) FROM created").fetchone()[0]
        return found

    def _find(self, entity: str, first: CreationState, last: CreationState) -> Iterator[Creation]:
        after = ""
        while True:
            page = (
                self._settled_database()
                .execute(
                    "SELECT id, target, state, written FROM created "
                    "WHERE entity = ? AND state BETWEEN ? AND ? AND id > ? ORDER BY id LIMIT ?",
                    (entity, first, last, after, _PAGE_SIZE),
                )
                .fetchall()
            )
            for after, target_id, state, written in page:
                yield Creation(
                    entity=entity,
                    sourced_id=after,
                    target_id=after if target_id == SAME_ID else target_id,
                    state=CreationState(state),
                    written=written,
                )
            if not page:
                return
