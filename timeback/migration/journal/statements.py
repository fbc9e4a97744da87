"""The statements that write a journal, and the execution of many of them with few steps of SQLite."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any, Final, TypeAlias

import attrs

from timeback._storage.database import Database

Row: TypeAlias = tuple[Any, ...]

CHUNK_SIZES: Final = (64, 8, 1)
"""How many rows one step stores. Each step gives up the interpreter lock and has to wait for it again.

64 rows of 11 columns are below 999 parameters, the limit of older versions of SQLite.
"""

TABLES: Final = ("created", "left_out", "facts", "objects")
"""The order in which the tables of a batch are written. What was created must not be missing if the rest is stored."""


@attrs.frozen(eq=False)
class Statement:
    """A statement that stores or removes one row.

    Attributes:
        table: the table that it writes.
        head, tail: the text before and after the values. If ``placeholders`` is empty, the head is the whole statement.
        placeholders: those of one row, such as ``(?, ?)``. Several rows can be stored by one execution.
        replaces: how many of the values, from the first one on, identify the row that it replaces completely; 0 if a
            row depends on those before.
    """

    table: str
    head: str
    placeholders: str = ""
    tail: str = ""
    replaces: int = 0

    def text(self, rows: int) -> str:
        """The SQL for a number of rows."""
        return f"{self.head}{', '.join([self.placeholders] * rows)}{self.tail}" if self.placeholders else self.head


def execute_batch(db: Database, batch: Iterable[tuple[Statement, Row]]) -> None:
    """Execute statements in a transaction that the caller commits. The statements of each table keep their order.

    Raises:
        StorageError: a statement failed. Rows of those before it may be in the transaction.
    """
    tables: dict[str, list[tuple[Statement, Row]]] = {name: [] for name in TABLES}
    for statement, row in batch:
        tables[statement.table].append((statement, row))
    for pending in tables.values():
        for statement, group in groupby(pending, key=lambda one: one[0]):
            _execute(db, statement, [row for _, row in group])


def _execute(db: Database, statement: Statement, rows: Sequence[Row]) -> None:
    if statement.replaces:
        # Only the last row of each key is seen by anybody, since the batch is committed as a whole.
        rows = list({row[: statement.replaces]: row for row in rows}.values())
    start = 0
    for size in CHUNK_SIZES if statement.placeholders else (1,):
        sql = statement.text(size)
        while start + size <= len(rows):
            chunk = rows[start : start + size]
            db.execute(sql, [value for row in chunk for value in row] if size > 1 else chunk[0])
            start += size
