"""Objects in a temporary database, so that each can be found by its id without holding all of them in memory.

The content is personal data. SQLite creates the file in such a way that the system removes it when the process ends,
even if it is killed.
"""

from __future__ import annotations

from typing import Any, Final

from timeback._spec.entities import Entity
from timeback._storage.database import Database, temporary_database
from timeback_runtime.numbers import dumps, loads_exactly

_TABLE: Final = "CREATE TABLE objects (entity TEXT, id TEXT, body TEXT, PRIMARY KEY (entity, id)) WITHOUT ROWID"


def object_database() -> Database:
    """A temporary database with a table of objects."""
    db = temporary_database()
    try:
        db.execute("PRAGMA journal_mode = OFF")
        db.execute(_TABLE)
    except BaseException:
        db.close()
        raise
    return db


def add_object(db: Database, entity: Entity, value: dict[str, Any]) -> bool:
    """Store an object. False if the database has one with its id, which stays."""
    row = entity.name, entity.id_of(value), dumps(value)
    added: int = db.execute("INSERT OR IGNORE INTO objects VALUES (?, ?, ?)", row).rowcount
    return added == 1


def remove_object(db: Database, entity: Entity, sourced_id: str) -> None:
    """Remove the object with this id, if there is one."""
    db.execute("DELETE FROM objects WHERE entity = ? AND id = ?", (entity.name, sourced_id))


def read_object(db: Database, entity: Entity, sourced_id: str) -> dict[str, Any] | None:
    """The object with this id; None if there is none."""
    row = db.execute("SELECT body FROM objects WHERE entity = ? AND id = ?", (entity.name, sourced_id)).fetchone()
    return None if row is None else dict(loads_exactly(row[0]))
