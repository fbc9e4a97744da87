"""Writing one object, once: an intent before each call, an outcome after, and a look around where a reply gets lost."""

from __future__ import annotations

import asyncio
import enum
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Final

import attrs

from timeback._spec.entities import Entity
from timeback.migration.endpoints.base import Writable
from timeback.migration.execution.context import Context
from timeback.migration.execution.outcomes import CALL_ERRORS, PASSING, Postponed, is_about_all, leaves_unsure
from timeback.migration.execution.payload import value_at
from timeback.migration.journal.journal import Outcome, Row, State
from timeback.migration.reporting.comparison import differences, rules_of
from timeback_runtime.errors import (
    BadRequestError,
    UnprocessableEntityError,
)

PAUSES: Final = (0.1, 0.5, 2.0)
LOOK: Final = "Whether it was created is unknown: look for it on the target first."


class Verdict(enum.Enum):
    """What a look around has shown."""

    SETTLED = enum.auto()
    """It is there, or nobody will ever know; the journal says which."""
    NOT_PROCESSED = enum.auto()
    """It is not there, for certain."""


class Writer:
    """Creates and replaces objects of the target."""

    def __init__(self, context: Context, check_reachable: Callable[[Exception], Awaitable[None]]) -> None:
        self._context = context
        self._journal = context.journal
        self._check_reachable = check_reachable
        self.last_chance = False
        """Whether what is postponed now will not be taken up again."""

    async def create(
        self, entity: Entity, sourced_id: str, value: dict[str, Any], digest: bytes, *, late: bool
    ) -> None:
        """Create a drafted object. Refusals are raised."""
        store = self._store(entity)
        for pause in (*PAUSES, None):
            self._context.settle(
                entity, sourced_id, State.SENT, None, hash=digest, creating=True, late=late, target=None
            )
            await self._journal.committed()
            try:
                allocated = await store.create(value)
            except CALL_ERRORS as error:
                if not leaves_unsure(error):
                    self._context.settle(entity, sourced_id, State.PLANNED, None, creating=False, reason=str(error))
                    raise
                if await self.look(entity, sourced_id, value, str(error)) is Verdict.SETTLED:
                    return
                if pause is None:
                    self._postpone(entity, sourced_id, str(error), error)
                await asyncio.sleep(pause or 0)
            else:
                self._created(entity, sourced_id, value, allocated)
                return

    async def update(
        self, entity: Entity, sourced_id: str, value: dict[str, Any], there: str, digest: bytes, *, late: bool
    ) -> None:
        """Replace an object by a drafted one. Refusals are raised; doing it twice does no harm."""
        self._context.settle(entity, sourced_id, State.SENT, None, hash=digest, creating=False, late=late, target=there)
        await self._journal.committed()
        await self._store(entity).update(there, {**value, entity.id_name: there})

    async def look(self, entity: Entity, sourced_id: str, value: dict[str, Any], reason: str) -> Verdict:
        """Find out what became of an object whose creation got no answer."""
        supplied = value[entity.id_name]
        keeps = True if entity.identity_of is not None else self._journal.keeps_ids
        if keeps is not False:
            there = await self._read(entity, sourced_id, supplied, reason)
            if there is not None and (keeps or self._is_alike(entity, sourced_id, value, there)):
                self._done(entity, sourced_id, supplied)
                return Verdict.SETTLED
            if keeps:
                return Verdict.NOT_PROCESSED
            if not self.last_chance and not self._is_unknown(entity, sourced_id):
                # Others will tell by then whether this target keeps the ids that it is given.
                self._postpone(entity, sourced_id, reason)
        return await self._by_natural_key(entity, sourced_id, value, reason)

    async def _read(self, entity: Entity, sourced_id: str, supplied: str, reason: str) -> dict[str, Any] | None:
        try:
            return await self._store(entity).get(supplied)
        except PASSING as silence:
            if is_about_all(silence):
                await self._check_reachable(silence)
            self._postpone(entity, sourced_id, reason, silence)
            raise AssertionError from None  # pragma: no cover - postponing raises

    async def _by_natural_key(self, entity: Entity, sourced_id: str, value: dict[str, Any], reason: str) -> Verdict:
        for key in entity.natural_keys:
            wanted = {name: value_at(value, entity.filters[name]) for name in key}
            if None in wanted.values():
                continue
            found = await self._search(entity, wanted)
            free = [one for one in found if self._is_free(entity, sourced_id, entity.id_of(one))]
            if key not in entity.strong_keys:
                free = [one for one in free if self._is_alike(entity, sourced_id, value, one)]
            if len(free) == 1:
                self._done(entity, sourced_id, entity.id_of(free[0]))
                return Verdict.SETTLED
            if free:
                break
        told = reason if reason.endswith(LOOK) else f"{reason} {LOOK}"
        self._context.settle(entity, sourced_id, State.UNKNOWN, Outcome.UNKNOWN, reason=told)
        return Verdict.SETTLED

    async def _search(self, entity: Entity, wanted: Mapping[str, Any]) -> list[dict[str, Any]]:
        try:
            return await self._store(entity).find(wanted)
        except (BadRequestError, UnprocessableEntityError):
            # A server that cannot filter by it gives no answer.
            return []

    def _is_free(self, entity: Entity, sourced_id: str, found: str) -> bool:
        """Whether an object of the target may be the one that was sent: it is not another one's."""
        return bool(found) and self._journal.source_of(entity.name, found) in (None, sourced_id)

    def _is_alike(self, entity: Entity, sourced_id: str, value: dict[str, Any], there: dict[str, Any]) -> bool:
        # What was sent has the target's ids already; these are mapped onto themselves.
        given = {**there, entity.id_name: value[entity.id_name]}
        return not differences(entity.name, sourced_id, value, given, rules_of(entity))

    def _created(self, entity: Entity, sourced_id: str, value: dict[str, Any], allocated: str | None) -> None:
        supplied = value[entity.id_name]
        if entity.identity_of is None and allocated:
            self._journal.saw_id(kept=allocated == supplied)
        self._done(entity, sourced_id, allocated or supplied)

    def _done(self, entity: Entity, sourced_id: str, there: str) -> None:
        self._context.settle(entity, sourced_id, State.DONE, Outcome.CREATED, target=there)

    def _postpone(self, entity: Entity, sourced_id: str, reason: str, cause: Exception | None = None) -> None:
        """Raise, with the row left as it is: sent, or unknown for ever."""
        if self._is_unknown(entity, sourced_id):
            self._context.settle(entity, sourced_id, State.UNKNOWN, Outcome.UNKNOWN, reason=reason)
        elif self.last_chance:
            self._context.settle(entity, sourced_id, State.SENT, Outcome.FAILED, reason=reason)
        else:
            row = self._journal.get(entity.name, sourced_id)
            self._journal.put(attrs.evolve(row or _sent(entity, sourced_id), reason=reason))
        raise Postponed from cause

    def _is_unknown(self, entity: Entity, sourced_id: str) -> bool:
        row = self._journal.get(entity.name, sourced_id)
        return row is not None and row.state is State.UNKNOWN

    def _store(self, entity: Entity) -> Writable:
        store = self._context.writable(entity.name)
        assert store is not None
        return store


def _sent(entity: Entity, sourced_id: str) -> Row:
    return Row(entity=entity.name, id=sourced_id, state=State.SENT, creating=True)
