"""What an object needs on the target before it can go there, brought along where this migration may."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any, Final, Protocol

from .catalog import Entity
from .context import DELETED, Context
from .drafts import named
from .journal import Outcome, Row, State

GONE: Final = "is missing on the source, too"
LEFT_OUT: Final = "is to be deleted (status tobedeleted)"
NOT_CREATED: Final = "could not be created on the target"


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

    async def leave_out(self, entity: Entity, value: Mapping[str, Any]) -> None:
        """Give up what an object names, does not need, and what nobody has selected."""
        for one in named(entity, value):
            collection, sourced_id = one.path.collection, one.sourced_id
            row = self._journal.get(collection, sourced_id)
            if not one.path.deferred or collection in self._context.whole or (row and row.run == self._journal.run):
                continue
            other = self._context.entities[collection]
            if row is None and await self.is_present(collection, sourced_id):
                self._outside(other, sourced_id, sourced_id)
            elif row is None or row.target is None:
                self._context.settle(other, sourced_id, State.LEFT_OUT, None, reason="is not selected")

    def explain(self, absent: Sequence[tuple[str, str]]) -> str:
        """Why an object cannot be moved that needs these."""
        reasons, missing = [], dict[str, list[str]]()
        for collection, sourced_id in absent:
            entity = self._context.entities[collection]
            row = self._journal.get(collection, sourced_id)
            if row is not None and row.state is State.LEFT_OUT:
                reasons.append(f"{entity.singular} {sourced_id} is to be deleted on the source, and was left out")
            elif row is not None and row.reason == GONE:
                reasons.append(f"{entity.singular} {sourced_id} {GONE}")
            elif row is not None and row.reason is not None:
                # Who follows a chain of reasons comes to its end step by step: told in full it would grow and grow.
                why = "for a reason of its own" if row.reason.count(NOT_CREATED) > 1 else row.reason
                reasons.append(f"{entity.singular} {sourced_id} {NOT_CREATED}: {why}")
            else:
                missing.setdefault(entity.singular, []).append(sourced_id)
        for singular, sourced_ids in missing.items():
            reasons.append(absent_text(singular, sourced_ids) + self._context.options.hint)
        return "; ".join(reasons)

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
        if row is not None and (row.target is not None or self._is_settled(row)):
            return
        entity = self._context.entities[collection]
        brought = collection in self._context.brought
        if row is None or row.state is not State.SENT:
            # With ids of its own the target may have another object under this one.
            if not (brought and self._journal.keeps_ids is False) and await self.is_present(collection, sourced_id):
                self._outside(entity, sourced_id, sourced_id)
                return
            if not brought:
                self._outside(entity, sourced_id, None)
                return
        source = self._context.readable(collection)
        found = None if source is None else await source.get(sourced_id)
        if found is None:
            self._outside(entity, sourced_id, None, GONE)
            return
        if found.get("status") == DELETED and not self._context.options.include_deleted:
            self._context.settle(entity, sourced_id, State.LEFT_OUT, Outcome.SKIPPED, reason=LEFT_OUT)
            return
        value = self._context.prepared(entity, found)
        for other, needed in _needed(entity, sourced_id, value):
            await self._visit(other, needed, seen, way)
        way.append((entity, sourced_id, value))

    def _is_settled(self, row: Row) -> bool:
        settled = (State.DONE, State.FAILED, State.UNKNOWN, State.LEFT_OUT, State.OUTSIDE)
        return row.run == self._journal.run and row.state in settled

    def _outside(self, entity: Entity, sourced_id: str, target: str | None, reason: str | None = None) -> None:
        # Meanwhile its own turn may have come.
        if self._journal.get(entity.name, sourced_id) is None:
            self._journal.put(
                Row(
                    entity=entity.name,
                    id=sourced_id,
                    state=State.OUTSIDE,
                    run=self._journal.run,
                    target=target,
                    reason=reason,
                )
            )


def absent_text(kind: str, sourced_ids: Sequence[str]) -> str:
    """That the target lacks these."""
    if len(sourced_ids) == 1:
        return f"{kind} {sourced_ids[0]} is missing on the target"
    return f"{kind}s {', '.join(sourced_ids)} are missing on the target"


def _needed(entity: Entity, sourced_id: str, value: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    if entity.identity_of is not None:
        yield entity.identity_of, sourced_id
    for one in named(entity, value):
        if not one.path.deferred:
            yield one.path.collection, one.sourced_id
