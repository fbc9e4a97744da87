"""A source whose objects have pseudonyms. Everything behind it, such as the journal and the report, sees only those."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncGenerator, Iterator, Set
from contextlib import aclosing, contextmanager
from typing import Any, Final

import attrs

from timeback._spec import entities as catalog
from timeback._spec.entities import Entity
from timeback._storage.database import Database, temporary_database
from timeback.migration.endpoints.base import SourceCollection, SourceEndpoint
from timeback.migration.endpoints.complete_listing import objects_of
from timeback.migration.endpoints.invalid_rows import InvalidRowHandler, is_place
from timeback.migration.execution.references import find_references
from timeback.migration.execution.selection import Selection
from timeback.migration.journal.source_names import journal_name
from timeback.migration.pseudonyms.inventions import Inventions
from timeback.migration.pseudonyms.replacement import Replacement

_PLACE: Final = re.compile(r"[\w./\-]+\.csv:\d+(?::\d+)?", re.IGNORECASE)
_TABLE: Final = "CREATE TABLE ids (pseudonym TEXT PRIMARY KEY, real TEXT NOT NULL) WITHOUT ROWID"


def name_with_key(source: str, inventions: Inventions | None) -> str:
    """The name of a source in a journal.

    Raises:
        InvalidRequestError: it was given the name of a source with pseudonyms of another key.
    """
    return journal_name(source, None if inventions is None else inventions.fingerprint)


def with_pseudonyms(selection: Selection, inventions: Inventions) -> Selection:
    """The selection of the same organisations and courses by their pseudonyms."""
    orgs, courses = (frozenset(map(inventions.id, ids)) for ids in (selection.orgs, selection.courses))
    return attrs.evolve(selection, orgs=orgs, courses=courses)


def with_pseudonymous_ids(handler: InvalidRowHandler, inventions: Inventions | None) -> InvalidRowHandler:
    """A handler of invalid rows that gets pseudonyms, and only the places of the rows, because texts may name ids."""
    if inventions is None:
        return handler

    def handle(entity: Entity, sourced_id: str, reason: str) -> None:
        key = sourced_id if is_place(sourced_id) else inventions.id(sourced_id)
        handler(entity, key, f"has an invalid row: {', '.join(dict.fromkeys(_PLACE.findall(reason)))}")

    return handle


@contextmanager
def pseudonymous(source: SourceEndpoint, inventions: Inventions | None) -> Iterator[SourceEndpoint]:
    """The source with pseudonyms, or the source itself without a key."""
    if inventions is None:
        yield source
        return
    with _RealIds(inventions) as real_ids:
        yield _PseudonymousSource(source, inventions, real_ids)


class _RealIds:
    """The real ids of the pseudonyms of this run, to request objects by their ids.

    They are in a temporary database, which the system removes when the process ends, even if it is killed.
    """

    def __init__(self, inventions: Inventions) -> None:
        self._inventions = inventions
        self._db: Database = temporary_database()
        self._last = ""

    def __enter__(self) -> _RealIds:
        self._db.execute("PRAGMA journal_mode = OFF")
        self._db.execute(_TABLE)
        self._db.execute("BEGIN")
        return self

    def __exit__(self, *_: object) -> None:
        self._db.close()

    def remember(self, real: str) -> None:
        """Store the id behind a pseudonym."""
        # References to the same object often follow one another.
        if real and real != self._last:
            self._last = real
            self._db.execute("INSERT OR IGNORE INTO ids VALUES (?, ?)", (self._inventions.id(real), real))

    def find(self, pseudonym: str) -> str | None:
        """The id behind a pseudonym; None if it was not seen in this run."""
        row = self._db.execute("SELECT real FROM ids WHERE pseudonym = ?", (pseudonym,)).fetchone()
        return None if row is None else str(row[0])


class _PseudonymousSource:
    def __init__(self, source: SourceEndpoint, inventions: Inventions, real_ids: _RealIds) -> None:
        self.identity = source.identity
        self._source, self._inventions, self._real_ids = source, inventions, real_ids
        self._collections: dict[str, _PseudonymousCollection] = {}

    def collection(self, entity: Entity) -> SourceCollection | None:
        """The collection of an entity, with pseudonyms. Content is about no person, so it is unchanged."""
        inner = self._source.collection(entity)
        if inner is None or entity.name in catalog.content():
            return inner
        if entity.name not in self._collections:
            replacement = Replacement(entity, self._inventions, self.identity.base_urls.get("qti"))
            self._collections[entity.name] = _PseudonymousCollection(inner, entity, replacement, self._real_ids)
        return self._collections[entity.name]

    @property
    def detached_orgs(self) -> list[str]:
        """The pseudonyms of organisations that count as at the top although they name a parent."""
        return list(map(self._inventions.id, self._source.detached_orgs))

    def partial_properties(self, entity: Entity) -> Set[str]:
        """The properties of which the source has only changed items."""
        return self._source.partial_properties(entity)

    async def check_sessions(self, filter_expr: Any = None, *, for_files: bool = False) -> None:
        """Check the sessions of the source. The error names real ids of organisations, to choose from."""
        await self._source.check_sessions(filter_expr, for_files=for_files)


class _PseudonymousCollection:
    # The order of the real ids is not that of the pseudonyms.
    sorted_by_id = False

    def __init__(self, inner: SourceCollection, entity: Entity, replacement: Replacement, real_ids: _RealIds) -> None:
        self._inner, self._entity, self._replacement, self._real_ids = inner, entity, replacement, real_ids
        self.supports_filters = inner.supports_filters
        self._listing = asyncio.Lock()
        self._is_listed = False

    async def count(self, filter_expr: Any = None) -> int | None:
        """The number of objects; a filter is about the real values."""
        return await self._inner.count(filter_expr)

    def iterate(self, filter_expr: Any = None) -> AsyncGenerator[dict[str, Any], None]:
        """All objects; a filter is about the real values."""
        return objects_of(self.pages(filter_expr))

    async def pages(self, filter_expr: Any = None) -> AsyncGenerator[list[dict[str, Any]], None]:
        """All objects in pages that are not empty; a filter is about the real values."""
        async with aclosing(self._inner.pages(filter_expr)) as pages:
            async for page in pages:
                yield list(map(self._replaced, page))

    async def iterate_ids(self) -> AsyncGenerator[str, None]:
        """The pseudonyms of all ids."""
        async with aclosing(self.iterate()) as objects:
            async for value in objects:
                yield self._entity.id_of(value)

    async def get(self, sourced_id: str) -> dict[str, Any] | None:
        """The object with this pseudonym; None if there is none."""
        real = self._real_ids.find(sourced_id) or await self._find_in_listing(sourced_id)
        found = None if real is None else await self._inner.get(real)
        return None if found is None else self._replaced(found)

    async def _find_in_listing(self, sourced_id: str) -> str | None:
        """The real id of an object that an earlier, interrupted run has seen."""
        async with self._listing:
            if not self._is_listed:
                async with aclosing(self._inner.iterate_ids()) as ids:
                    async for real in ids:
                        self._real_ids.remember(real)
                self._is_listed = True
        return self._real_ids.find(sourced_id)

    def _replaced(self, value: dict[str, Any]) -> dict[str, Any]:
        self._real_ids.remember(self._entity.id_of(value))
        for reference in find_references(self._entity, value):
            self._real_ids.remember(reference.sourced_id)
        return self._replacement.replace(value)
