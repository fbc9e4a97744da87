"""What an object needs on the target before it can go there, brought along where this migration may."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any, Final, Protocol

import attrs

from timeback._spec.entities import Entity
from timeback.migration.execution.context import DELETED, Context
from timeback.migration.execution.payload import Missing, named
from timeback.migration.journal.journal import Outcome, Row, State

GONE: Final = "is missing on the source, too"
LEFT_OUT: Final = "is to be deleted (status tobedeleted)"
NOT_SELECTED: Final = "is not selected"
NOT_CREATED: Final = "could not be created on the target"
MOST_REASONS: Final = 5
REPLACEABLE: Final = (State.FAILED, State.LEFT_OUT, State.OUTSIDE)
"""What an earlier run found of an object that is not on the target, and what this run has to find out again."""


class Place(Protocol):
    """Puts a prepared object on the target; it waits for no other object."""

    async def __call__(self, entity: Entity, sourced_id: str, value: dict[str, Any]) -> None: ...


class Needs:
    """Looks after the references of objects, each object once however many name it."""

    def __init__(self, context: Context, place: Place) -> None:
        self._context = context
        self._journal = context.journal
        self._place = place
        self._counts: dict[str, int | None] = {}

    async def bring(self, entity: Entity, sourced_id: str, value: Mapping[str, Any]) -> None:
        """Move what the object needs, and what that needs, the innermost first.

        All are found before the first is placed, and nobody waits while something waits for them: circles so end with
        objects that lack a reference, which is sent later.
        """
        seen = {(entity.name, sourced_id)}
        way: list[tuple[Entity, str, dict[str, Any]]] = []
        for collection, needed in _needed(entity, sourced_id, value):
            await self._visit(collection, needed, seen, way)
        for other, needed, found in way:
            await self._context.once((other.name, needed), partial(self._place, other, needed, found))

    async def look_for(self, entity: Entity, value: Mapping[str, Any]) -> None:
        """Find out which objects that this one names will not come; the others are left as they are."""
        for one in named(entity, value):
            collection, sourced_id = one.path.collection, one.sourced_id
            if isinstance(self._context.known(collection, sourced_id), str) or self._is_settled(collection, sourced_id):
                continue
            await self._context.once(("look for", collection, sourced_id), partial(self._find, collection, sourced_id))

    async def leave_out(self, entity: Entity, value: Mapping[str, Any]) -> None:
        """Give up what an object names and what has not come by the end."""
        for one in named(entity, value):
            await self.give_up(one.path.collection, one.sourced_id)

    async def give_up(self, collection: str, sourced_id: str) -> None:
        """Keep why an object has not come by the end."""
        if isinstance(self._context.known(collection, sourced_id), str) or self._is_settled(collection, sourced_id):
            return
        entity = self._context.entities[collection]
        row = self._journal.get(collection, sourced_id)
        if collection in self._context.whole:
            # All of its objects were read by now.
            self._outside(entity, sourced_id, None, GONE)
        elif row is None and await self.is_present(collection, sourced_id):
            self._outside(entity, sourced_id, sourced_id)
        elif row is None or row.state in REPLACEABLE:
            self._context.settle(entity, sourced_id, State.LEFT_OUT, None, reason=NOT_SELECTED)

    def explain(self, absent: Sequence[Missing]) -> str:
        """Why an object cannot be moved that needs these."""
        reasons = []
        for one in absent[:MOST_REASONS]:
            singular = self._context.entities[one.collection].singular
            why = self.why(one.collection, one.sourced_id)
            reasons.append(f"{one.path}: {singular} {one.sourced_id} {why}")
        more = len(absent) - MOST_REASONS
        return "; ".join(reasons) + (f"; and {more} more" if more > 0 else "")

    def why(self, collection: str, sourced_id: str) -> str:
        """Why the target does not get an object."""
        row = self._journal.get(collection, sourced_id)
        if row is None or row.reason is None:
            hint = "" if collection in self._context.brought else self._context.options.hint
            return f"is missing on the target{hint}"
        if row.state is State.LEFT_OUT and row.reason == LEFT_OUT:
            return "is to be deleted on the source, and was left out"
        if row.state in (State.LEFT_OUT, State.OUTSIDE):
            return row.reason
        # Who follows a chain of reasons comes to its end step by step: told in full it would grow and grow.
        told = "for a reason of its own" if row.reason.count(NOT_CREATED) > 1 else row.reason
        return f"{NOT_CREATED}: {told}"

    async def is_present(self, collection: str, sourced_id: str) -> bool:
        """Whether the target has an object of this id, asked once."""
        store = self._context.writable(collection)
        if store is None:
            return False
        if collection not in self._counts:
            self._counts[collection] = await self._context.once(("count", collection), store.count)
        if self._counts[collection] == 0 and collection in self._context.brought:
            return False
        return await self._context.once(("get", collection, sourced_id), partial(store.get, sourced_id)) is not None

    async def _visit(
        self,
        collection: str,
        sourced_id: str,
        seen: set[tuple[str, str]],
        way: list[tuple[Entity, str, dict[str, Any]]],
    ) -> None:
        if (collection, sourced_id) in seen:
            return
        seen.add((collection, sourced_id))
        row = self._journal.get(collection, sourced_id)
        if (row is not None and row.target is not None) or self._is_settled(collection, sourced_id):
            return
        found = await self._find(collection, sourced_id)
        if found is None:
            return
        entity = self._context.entities[collection]
        value = self._context.prepared(entity, found)
        for other, needed in _needed(entity, sourced_id, value):
            await self._visit(other, needed, seen, way)
        way.append((entity, sourced_id, value))

    async def _find(self, collection: str, sourced_id: str) -> dict[str, Any] | None:
        """The source's object, where this migration is to bring it. Where not, the journal says why."""
        entity = self._context.entities[collection]
        row = self._journal.get(collection, sourced_id)
        brought = collection in self._context.brought
        if row is None or row.state is not State.SENT:
            # With ids of its own the target may have another object under this one.
            if not (brought and self._journal.keeps_ids is False) and await self.is_present(collection, sourced_id):
                self._outside(entity, sourced_id, sourced_id)
                return None
            if not brought:
                self._outside(entity, sourced_id, None)
                return None
        source = self._context.readable(collection)
        found = None if source is None else await source.get(sourced_id)
        if found is None:
            self._outside(entity, sourced_id, None, GONE)
            return None
        if found.get("status") == DELETED and not self._context.options.include_deleted:
            self._context.settle(entity, sourced_id, State.LEFT_OUT, Outcome.SKIPPED, reason=LEFT_OUT)
            return None
        return found

    def _is_settled(self, collection: str, sourced_id: str) -> bool:
        row = self._journal.get(collection, sourced_id)
        settled = (State.DONE, State.FAILED, State.UNKNOWN, State.LEFT_OUT, State.OUTSIDE)
        return row is not None and row.run == self._journal.run and row.state in settled

    def _outside(self, entity: Entity, sourced_id: str, target: str | None, reason: str | None = None) -> None:
        row = self._journal.get(entity.name, sourced_id)
        if row is None:
            row = Row(entity=entity.name, id=sourced_id, state=State.OUTSIDE)
        elif row.run == self._journal.run or row.state not in REPLACEABLE:
            # Meanwhile its own turn has come, or nobody knows whether it was created.
            return
        self._journal.put(
            attrs.evolve(
                row, state=State.OUTSIDE, outcome=None, run=self._journal.run, target=target, reason=reason, late=False
            )
        )


def _needed(entity: Entity, sourced_id: str, value: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    if entity.identity_of is not None:
        yield entity.identity_of, sourced_id
    for one in named(entity, value):
        if not one.path.deferred:
            yield one.path.collection, one.sourced_id
