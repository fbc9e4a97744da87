"""The SQLite columns and indexes for the filterable properties of a collection."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

import attrs

from timeback._spec.references import Step, read_path
from timeback.sandbox.spec.comparable import Comparable, comparable
from timeback.sandbox.spec.filterable import FilterableProperty
from timeback.sandbox.spec.openapi import CollectionSchema

__all__ = ["IndexedColumn", "TableLayout", "layouts", "quoted"]

# Which entities the parameter `search` works on is a fact of the platform; elsewhere it is ignored.
_SEARCHED = ("users", "courses", "assessmentItems", "assessmentTests", "stimuli")
# A password is text, too, but nothing that anybody may look people up by. A version is the same everywhere.
_UNSEARCHED = ("password", "qtiVersion")


def quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


@attrs.frozen
class IndexedColumn:
    """Where the values of a property are stored: a column, or, for lists, rows of a shared table under a number."""

    property: FilterableProperty
    column: str | None
    number: int


@attrs.frozen(eq=False)
class TableLayout:
    """The tables of one entity: `table` with one row for an object; values of which there can be several stand in the
    table `many`, which all entities share."""

    entity: CollectionSchema
    table: str
    indexed: Mapping[str, IndexedColumn]
    """By the name of a property; names that read the same value share a column."""
    columns: tuple[IndexedColumn, ...]
    lists: tuple[IndexedColumn, ...]
    searched: tuple[IndexedColumn, ...]

    def create(self) -> list[str]:
        columns = ["position INTEGER PRIMARY KEY", *(slot.column or "" for slot in self.columns)]
        if self.searched:
            columns.append("search TEXT")
        table = quoted(self.table)
        statements = [f"CREATE TABLE {table} ({', '.join(columns)})"]
        indexed = {slot.column for name, slot in self.indexed.items() if name in self.entity.indexed and slot.column}
        statements += [
            f"CREATE INDEX {quoted(f'{self.table} {column}')} ON {table} ({column})" for column in sorted(indexed)
        ]
        return statements

    def insert(self) -> str:
        places = ", ".join("?" * (1 + len(self.columns) + bool(self.searched)))
        return f"INSERT OR REPLACE INTO {quoted(self.table)} VALUES ({places})"

    def row(self, position: int, value: Mapping[str, Any]) -> list[Comparable]:
        row: list[Comparable] = [position]
        # Written out, since it is done a dozen times for each of many objects.
        for slot in self.columns:
            filterable = slot.property
            found: Any = value
            for step in filterable.steps:
                found = found.get(step.name) if isinstance(found, dict) else None
            plain = found is None or (filterable.type == "text" and found.__class__ is str)
            row.append(found if plain else comparable(filterable.type, found))
        if self.searched:
            cells = {slot.column: cell for slot, cell in zip(self.columns, row[1:], strict=True)}
            texts = [cells[slot.column] for slot in self.searched]
            row.append("\n".join(text.casefold() for text in texts if isinstance(text, str)))
        return row

    def many(self, position: int, value: Mapping[str, Any]) -> list[tuple[int, Comparable, int]]:
        return [
            (slot.number, found, position)
            for slot in self.lists
            for found in dict.fromkeys(
                comparable(slot.property.type, raw) for _, raw in read_path(value, slot.property.steps)
            )
            if found is not None
        ]


def layouts(entities: Mapping[str, CollectionSchema]) -> dict[str, TableLayout]:
    number = 0
    found: dict[str, TableLayout] = {}
    for entity in entities.values():
        slots: dict[str, IndexedColumn] = {}
        by_steps: dict[tuple[Step, ...], IndexedColumn] = {}
        for name, filterable in entity.filterable.items():
            slot = by_steps.get(filterable.steps)
            if slot is None:
                number += 1
                slot = IndexedColumn(filterable, None if filterable.many else f"f{number}", number)
                by_steps[filterable.steps] = slot
            slots[name] = slot
        columns = tuple(slot for slot in by_steps.values() if slot.column)
        searched = tuple(
            slot
            for slot in columns
            if entity.name in _SEARCHED
            and len(slot.property.steps) == 1
            and slot.property.type == "text"
            and not slot.property.listed
            and slot.property.name not in _UNSEARCHED
        )
        lists = tuple(slot for slot in by_steps.values() if not slot.column)
        found[entity.name] = TableLayout(entity, f"values of {entity.name}", slots, columns, lists, searched)
    return found


def fingerprint(found: Mapping[str, TableLayout]) -> str:
    """Changes when an older file's tables of values no longer fit the documents."""
    described = [
        [statement, [[attrs.asdict(slot) for slot in part] for part in (one.columns, one.lists, one.searched)]]
        for one in found.values()
        for statement in ["\n".join(one.create())]
    ]
    return hashlib.sha256(json.dumps(described, sort_keys=True).encode()).hexdigest()
