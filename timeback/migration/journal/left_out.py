"""The part of a journal that records which references objects were sent without."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Final

from timeback._storage.database import Database
from timeback.migration.journal.journal_file import LEFT_OUT_SCHEMA
from timeback.migration.journal.records import LeftOutEntry
from timeback.migration.journal.statements import Statement
from timeback.migration.journal.write_queue import WriteQueue

_TABLE: Final = "left_out"
_PUT: Final = Statement(_TABLE, "INSERT OR REPLACE INTO left_out VALUES ", "(?, ?, ?, ?, ?, ?, ?)", replaces=3)
_DELETE: Final = Statement(_TABLE, "DELETE FROM left_out WHERE (entity, id) IN (VALUES ", "(?, ?)", ")", replaces=2)
_SELECT: Final = "SELECT entity, id, path, collection, named, reason FROM left_out"


class LeftOutReferences:
    """The references that objects were sent without."""

    def __init__(
        self,
        queue: Callable[[], WriteQueue[Any, Any]],
        settled_database: Callable[[], Database],
        database: Callable[[], Database],
    ) -> None:
        """The arguments are those of ``Creations``. Nothing is read before ``open()``."""
        self._queue, self._settled_database, self._database = queue, settled_database, database
        self._are_any = False

    def open(self) -> None:
        """Create the table if the journal lacks it."""
        db = self._database()
        db.execute(LEFT_OUT_SCHEMA)
        self._are_any = bool(db.execute("SELECT 1 FROM left_out LIMIT 1").fetchall())

    def replace(self, entity: str, sourced_id: str, references: Iterable[LeftOutEntry], *, run: int) -> None:
        """Store the references of an object. They replace those stored before."""
        if self._are_any:
            self.remove(entity, sourced_id)
        for one in references:
            self._are_any = True
            row = (one.entity, one.sourced_id, one.path, one.collection, one.referenced_id, one.reason, run)
            self._queue().add(_PUT, row, (_TABLE, entity, sourced_id))

    def remove(self, entity: str, sourced_id: str) -> None:
        """Remove the references of an object."""
        self._queue().add(_DELETE, (entity, sourced_id), (_TABLE, entity, sourced_id))

    def of_object(self, entity: str, sourced_id: str) -> list[LeftOutEntry]:
        """The references of an object."""
        if not self._are_any:
            return []
        if self._queue().is_pending((_TABLE, entity, sourced_id)):
            self._queue().settle()
        return self._find(self._database(), "entity = ? AND id = ?", entity, sourced_id)

    def in_run(self, run: int) -> list[LeftOutEntry]:
        """The references of the objects of a run."""
        return self._find(self._settled_database(), "run = ?", run)

    def _find(self, db: Database, condition: str, *values: Any) -> list[LeftOutEntry]:
        rows = db.execute(f"{_SELECT} WHERE {condition} ORDER BY entity, id, path", values).fetchall()
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
