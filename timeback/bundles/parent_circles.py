"""Circles of parents: organisations or sessions that are, over one or more steps, above themselves."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from timeback._storage.database import Database
from timeback.bundles.problems import shown_id

FILES: Final = frozenset({"orgs", "academicSessions"})
COLUMN: Final = "parentSourcedId"
_MOST_NAMED: Final = 5
_PAGE_SIZE: Final = 1000


class ParentIndex:
    """The parents of the rows of one file, in a temporary database, so that memory does not grow with the file."""

    def __init__(self, db: Database) -> None:
        self._db = db
        db.execute("CREATE TABLE parents (id TEXT PRIMARY KEY, parent TEXT, line INTEGER, walk INTEGER) WITHOUT ROWID")

    def add(self, id_: str, parent: str, line: int) -> None:
        self._db.execute("INSERT OR IGNORE INTO parents VALUES (?, ?, ?, 0)", (id_, parent, line))

    def circles(self) -> Iterator[tuple[list[tuple[str, int]], str]]:
        """Yield each circle: ids and lines of its rows, and a text that names the first of them. Forget all rows."""
        last, walk = "", 0
        while page := self._db.execute(
            "SELECT id FROM parents WHERE id > ? ORDER BY id LIMIT ?", (last, _PAGE_SIZE)
        ).fetchall():
            for (last,) in page:
                walk += 1
                members = self._walk(last, walk)
                if members:
                    yield members, _describe(members)
        self._db.execute("DELETE FROM parents")

    def _walk(self, start: str, walk: int) -> list[tuple[str, int]]:
        """Follow the parents of a row to one that was visited before. Return the circle if it was in this walk."""
        current = start
        while True:
            found = self._db.execute("SELECT parent, walk FROM parents WHERE id = ?", (current,)).fetchone()
            if found is None or found[1] not in (0, walk):
                return []
            if found[1] == walk:
                return self._members(current)
            self._db.execute("UPDATE parents SET walk = ? WHERE id = ?", (walk, current))
            current = found[0]

    def _members(self, start: str) -> list[tuple[str, int]]:
        members: list[tuple[str, int]] = []
        current = start
        while not members or current != start:
            parent, line = self._db.execute("SELECT parent, line FROM parents WHERE id = ?", (current,)).fetchone()
            members.append((current, line))
            current = parent
        return sorted(members, key=lambda member: member[1])


def _describe(members: list[tuple[str, int]]) -> str:
    named = ", ".join(f"{shown_id(id_)} on line {line}" for id_, line in members[:_MOST_NAMED])
    more = f" and {len(members) - _MOST_NAMED} more" if len(members) > _MOST_NAMED else ""
    return f"the parents form a circle: {named}{more}"
