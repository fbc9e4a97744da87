"""A target on which objects that an undo deleted count as absent, so that a migration creates them again.

A server that marks a deleted object keeps its id. The object is then replaced instead of created.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Mapping
from contextlib import aclosing
from typing import Any

from timeback._spec.entities import Entity
from timeback._spec.status import is_deleted
from timeback.migration.endpoints.base import TargetCollection, TargetEndpoint
from timeback.migration.endpoints.complete_listing import objects_of
from timeback.migration.journal.creations import Creations


def restoring(target: TargetEndpoint, creations: Creations) -> TargetEndpoint:
    """The target, with what an undo deleted counted as absent."""
    return _RestoringTarget(target, creations) if creations.any_deleted() else target


class _RestoringTarget:
    def __init__(self, target: TargetEndpoint, creations: Creations) -> None:
        self.identity = target.identity
        self.writes_atomically = target.writes_atomically
        self.copies_verbatim = target.copies_verbatim
        self.implied_properties = target.implied_properties
        self._target, self._creations = target, creations

    def collection(self, entity: Entity) -> TargetCollection | None:
        """The collection of an entity."""
        inner = self._target.collection(entity)
        return None if inner is None else _RestoringCollection(inner, entity, self._creations)


class _RestoringCollection:
    def __init__(self, inner: TargetCollection, entity: Entity, creations: Creations) -> None:
        self._inner, self._entity, self._creations = inner, entity, creations
        self.sorted_by_id, self.supports_filters = inner.sorted_by_id, inner.supports_filters

    def _is_present(self, value: Mapping[str, Any]) -> bool:
        deleted = is_deleted(value)
        return not (deleted and self._creations.was_deleted(self._entity.name, self._entity.id_of(value)))

    async def count(self, filter_expr: Any = None) -> int | None:
        """The number of objects, including deleted ones."""
        return await self._inner.count(filter_expr)

    def iterate(self, filter_expr: Any = None) -> AsyncGenerator[dict[str, Any], None]:
        """All objects that are present."""
        return objects_of(self.pages(filter_expr))

    async def pages(self, filter_expr: Any = None) -> AsyncGenerator[list[dict[str, Any]], None]:
        """All objects that are present, in pages that are not empty."""
        async with aclosing(self._inner.pages(filter_expr)) as pages:
            async for page in pages:
                if present := list(filter(self._is_present, page)):
                    yield present

    async def iterate_ids(self) -> AsyncGenerator[str, None]:
        """The ids of all objects, including deleted ones."""
        async with aclosing(self._inner.iterate_ids()) as ids:
            async for sourced_id in ids:
                yield sourced_id

    async def get(self, sourced_id: str) -> dict[str, Any] | None:
        """The object with this id; None if there is none, or if an undo deleted it."""
        found = await self._inner.get(sourced_id)
        return found if found is not None and self._is_present(found) else None

    async def page_after(self, sourced_id: str) -> list[dict[str, Any]]:
        """The next objects that are present, in the order of their ids; an empty list at the end."""
        while page := await self._inner.page_after(sourced_id):
            if present := [value for value in page if self._is_present(value)]:
                return present
            sourced_id = self._entity.id_of(page[-1])
        return []

    async def search(self, values: Mapping[str, str]) -> list[dict[str, Any]]:
        """The objects with these values that are present."""
        return [value for value in await self._inner.search(values) if self._is_present(value)]

    async def create(self, value: dict[str, Any]) -> str | None:
        """Create an object, or replace the one with its id that an undo deleted, and return its id."""
        sourced_id = self._entity.id_of(value)
        if self._creations.was_deleted(self._entity.name, sourced_id):
            existing = await self._inner.get(sourced_id)
            if existing is not None:
                await self._inner.update(sourced_id, {"status": "active", **value})
                return sourced_id
        return await self._inner.create(value)

    async def update(self, sourced_id: str, value: dict[str, Any]) -> None:
        """Replace the object with this id."""
        await self._inner.update(sourced_id, value)

    @property
    def can_delete(self) -> bool:
        """Whether an object can be deleted."""
        return self._inner.can_delete

    async def delete(self, sourced_id: str) -> None:
        """Delete the object with this id."""
        await self._inner.delete(sourced_id)

    async def defer_creation(self, sourced_id: str, value: dict[str, Any], payload: dict[str, Any]) -> bool:
        """Store a prepared object until it is known which of its references can be written."""
        return await self._inner.defer_creation(sourced_id, value, payload)

    async def deferred_object(self, sourced_id: str) -> dict[str, Any] | None:
        """The object whose creation was deferred; None if there is none."""
        return await self._inner.deferred_object(sourced_id)
