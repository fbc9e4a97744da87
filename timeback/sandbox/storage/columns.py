"""The SQLite columns and indexes for the filterable properties of a collection."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Any

import attrs

from timeback._spec.references import Step, read_values
from timeback.sandbox.spec.comparable import Comparable, comparable
from timeback.sandbox.spec.filterable import FilterableProperty
from timeback.sandbox.spec.openapi import CollectionSchema

__all__ = ["IndexedColumn", "TableLayout", "layouts", "quoted"]

# Entities on which the platform supports the parameter `search`; it is ignored on the others.
_SEARCHED = ("users", "courses", "assessmentItems", "assessmentTests", "stimuli")
# A password must not be searchable, and the version is the same in all objects.
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
    """The tables of one entity.

    `table` has one row for each object. Properties with several values are stored in the table `many`, which all
    entities share.
    """

    entity: CollectionSchema
    table: str
    indexed: Mapping[str, IndexedColumn]
    """By the name of a property; names that read the same value share a column."""
    columns: tuple[IndexedColumn, ...]
    lists: tuple[IndexedColumn, ...]
    searched: tuple[IndexedColumn, ...]

    def create(self) -> list[str]:
        columns = ["position INTEGER PRIMARY KEY", *(indexed_column.column or "" for indexed_column in self.columns)]
        if self.searched:
            columns.append("search TEXT")
        table = quoted(self.table)
        statements = [f"CREATE TABLE {table} ({', '.join(columns)})"]
        indexed = {
            indexed_column.column
            for name, indexed_column in self.indexed.items()
            if name in self.entity.indexed and indexed_column.column
        }
        statements += [
            f"CREATE INDEX {quoted(f'{self.table} {column}')} ON {table} ({column})" for column in sorted(indexed)
        ]
        return statements

    def insert(self) -> str:
        places = ", ".join("?" * (1 + len(self.columns) + bool(self.searched)))
        return f"INSERT OR REPLACE INTO {quoted(self.table)} VALUES ({places})"

    def row(self, position: int, value: Mapping[str, Any]) -> list[Comparable]:
        """The row of an object in `table`."""
        row: list[Comparable] = [position]
        # Inlined for speed: this runs about a dozen times for each object.
        for indexed_column in self.columns:
            filterable = indexed_column.property
            found: Any = value
            for step in filterable.steps:
                found = found.get(step.name) if isinstance(found, dict) else None
            plain = found is None or (filterable.type == "text" and found.__class__ is str)
            row.append(found if plain else comparable(filterable.type, found))
        if self.searched:
            cells = {indexed_column.column: cell for indexed_column, cell in zip(self.columns, row[1:], strict=True)}
            texts = [cells[indexed_column.column] for indexed_column in self.searched]
            row.append("\n".join(text.casefold() for text in texts if isinstance(text, str)))
        return row

    def list_rows(self, position: int, value: Mapping[str, Any]) -> list[tuple[int, Comparable, int]]:
        """The rows of an object in the table `many`, without repetitions."""
        return [
            (indexed_column.number, found, position)
            for indexed_column in self.lists
            for found in dict.fromkeys(
                comparable(indexed_column.property.type, raw)
                for raw in read_values(value, indexed_column.property.steps)
            )
            if found is not None
        ]


def layouts(entities: Mapping[str, CollectionSchema]) -> Mapping[str, TableLayout]:
    """The layouts of the tables of all entities, by name. They are the same objects for the same entities."""
    return _layouts(tuple(entities.values()))


# A sandbox is often started for a single test. Its documents do not change while the process runs.
@lru_cache(maxsize=8)
def _layouts(entities: tuple[CollectionSchema, ...]) -> Mapping[str, TableLayout]:
    number = 0
    found: dict[str, TableLayout] = {}
    for entity in entities:
        by_name: dict[str, IndexedColumn] = {}
        by_steps: dict[tuple[Step, ...], IndexedColumn] = {}
        for name, filterable in entity.filterable.items():
            indexed_column = by_steps.get(filterable.steps)
            if indexed_column is None:
                number += 1
                indexed_column = IndexedColumn(filterable, None if filterable.many else f"f{number}", number)
                by_steps[filterable.steps] = indexed_column
            by_name[name] = indexed_column
        columns = tuple(indexed_column for indexed_column in by_steps.values() if indexed_column.column)
        searched = tuple(
            indexed_column
            for indexed_column in columns
            if entity.name in _SEARCHED
            and len(indexed_column.property.steps) == 1
            and indexed_column.property.type == "text"
            and not indexed_column.property.listed
            and indexed_column.property.name not in _UNSEARCHED
        )
        lists = tuple(indexed_column for indexed_column in by_steps.values() if not indexed_column.column)
        found[entity.name] = TableLayout(entity, f"values of {entity.name}", by_name, columns, lists, searched)
    return MappingProxyType(found)


def fingerprint(found: Mapping[str, TableLayout]) -> str:
    """A hash that changes if the value tables of an existing file no longer match the documents."""
    return _fingerprint(tuple(found.values()))


@lru_cache(maxsize=8)
def _fingerprint(found: tuple[TableLayout, ...]) -> str:
    described = [
        [
            statement,
            [
                [attrs.asdict(indexed_column) for indexed_column in part]
                for part in (one.columns, one.lists, one.searched)
            ],
        ]
        for one in found
        for statement in ["\n".join(one.create())]
    ]
    return hashlib.sha256(json.dumps(described, sort_keys=True).encode()).hexdigest()
