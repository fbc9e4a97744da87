"""What all parts of one run share: both ends, the journal, and what the caller asked for."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Hashable, Mapping
from typing import Any, Final, Literal, TypeAlias

import attrs

from timeback._spec.entities import Entity
from timeback.migration.endpoints.base import Readable, Source, Target, Writable
from timeback.migration.execution.payload import Draft, Known, Missing, Standing, draft, mapped, sendable, without
from timeback.migration.execution.url_rewriting import Addresses
from timeback.migration.journal.journal import SUCCESSES, Journal, Outcome, Row, State
from timeback.migration.reporting.comparison import Rules, differences, rules_of, writable
from timeback.migration.reporting.report import Difference, Progress

OnConflict: TypeAlias = Literal["skip", "update", "fail"]

DELETED: Final = "tobedeleted"


@attrs.frozen(kw_only=True)
class Options:
    """How to move; what to move is said by the selection."""

    dry_run: bool = False
    on_conflict: OnConflict = "skip"
    include_deleted: bool = False
    resend_unknown: bool = False
    """Whether to create again what an earlier run left unknown and what cannot be found."""
    rules: Callable[[Entity], Rules] = rules_of
    hint: str = ""
    """What to add where an object lacks one that this migration does not bring."""
    progress: Callable[[Progress], object] | None = None


class Context:
    """One run."""

    def __init__(
        self,
        source: Source,
        target: Target,
        journal: Journal,
        known: Mapping[str, Entity],
        brought: frozenset[str],
        whole: frozenset[str],
        options: Options,
        addresses: Addresses,
    ) -> None:
        self.source, self.target, self.journal, self.options = source, target, journal, options
        self.entities = known
        self.brought = brought
        """Collections whose objects are moved where another one needs them."""
        self.whole = whole
        """Collections whose objects are all moved."""
        self.addresses = addresses
        self._once: dict[Hashable, asyncio.Future[Any]] = {}

    def readable(self, name: str) -> Readable | None:
        """The source's objects of an entity."""
        return self.source.collection(self.entities[name])

    def writable(self, name: str) -> Writable | None:
        """The target's objects of an entity."""
        return self.target.collection(self.entities[name])

    # Objects

    def prepared(self, entity: Entity, value: Mapping[str, Any]) -> dict[str, Any]:
        """An object of the source as it could be sent, but for ids."""
        if self.target.as_is:
            return dict(value)
        made = self.addresses.apply(sendable(entity, value))
        for name in self.target.implied.get(entity.name, ()):
            made.pop(name, None)
        return made

    def draft(self, entity: Entity, sourced_id: str, value: Mapping[str, Any], *, final: bool = False) -> Draft:
        """What of a prepared object can be sent now; with ``final`` nothing that it refers to comes any more."""
        if self.target.as_is:
            return Draft(dict(value))
        made = draft(entity, value, self.known, final=final)
        made.value[entity.id_name] = self.supplied(entity, sourced_id)
        return made

    def supplied(self, entity: Entity, sourced_id: str) -> str:
        """The id that the target is asked to give an object."""
        if entity.identity_of is not None:
            standing = self.known(entity.identity_of, sourced_id)
            if isinstance(standing, str):
                return standing
        return sourced_id

    def differences(
        self,
        entity: Entity,
        sourced_id: str,
        value: Mapping[str, Any],
        there: Mapping[str, Any],
        known: Known | None = None,
    ) -> list[Difference]:
        """In what the target's object differs from what a prepared object of the source would make it."""
        expected, left_out = mapped(entity, writable(value), known or self.known)
        # Under which id it stands there is a matter of the journal.
        given = {**without(there, left_out), entity.id_name: expected.get(entity.id_name)}
        return differences(entity.name, sourced_id, expected, given, self.options.rules(entity))

    def left_out(self, entity: Entity, value: Mapping[str, Any]) -> list[Missing]:
        """The references of a prepared object that the target's object is not expected to have."""
        return mapped(entity, writable(value), self.known)[1]

    def known(self, collection: str, sourced_id: str) -> str | Standing:
        """An object's id on the target, or why it has none."""
        row = self.journal.get(collection, sourced_id)
        if row is None:
            return Standing.COMING
        if row.target is not None:
            return row.target
        if row.run == self.journal.run:
            # What another run found may have changed since.
            if row.state is State.LEFT_OUT:
                return Standing.LEFT_OUT
            if row.state in (State.OUTSIDE, State.FAILED, State.UNKNOWN):
                return Standing.ABSENT
        return Standing.COMING

    # The journal

    def settled(self, row: Row | None, value: Mapping[str, Any]) -> bool:
        """Whether this run has done all there is to do for a prepared object."""
        return (
            row is not None
            and row.state is State.DONE
            and row.run == self.journal.run
            and row.outcome in SUCCESSES
            and row.hash == self.journal.digest(value)
        )

    def settle(
        self,
        entity: Entity,
        sourced_id: str,
        state: State,
        outcome: Outcome | None,
        *,
        reason: str | None = None,
        **more: Any,
    ) -> None:
        """Keep what has become of an object."""
        row = self.journal.get(entity.name, sourced_id) or Row(entity=entity.name, id=sourced_id, state=state)
        if row.state is State.OUTSIDE:
            row = attrs.evolve(row, target=None)
        self.journal.put(attrs.evolve(row, state=state, outcome=outcome, reason=reason, run=self.journal.run, **more))

    def fail(self, entity: Entity, sourced_id: str, reason: str) -> None:
        """It was refused, or cannot be moved."""
        self.journal.leave_out(entity.name, sourced_id, ())
        self.settle(entity, sourced_id, State.FAILED, Outcome.FAILED, reason=reason, late=False)

    # Work

    async def once(self, key: Hashable, do: Callable[[], Awaitable[Any]]) -> Any:
        """Do something that others may want at the same time; they wait for it. Only who does nothing else may wait."""
        while key in self._once:
            under_way = self._once[key]
            await asyncio.wait([under_way])
            if not under_way.cancelled():
                return under_way.result()
        future = self._once[key] = asyncio.get_running_loop().create_future()
        try:
            future.set_result(await do())
        except BaseException as error:
            if isinstance(error, Exception):
                future.set_exception(error)
                future.exception()  # Who waits is told; where nobody does, nothing is lost.
            else:
                future.cancel()
            raise
        finally:
            del self._once[key]
        return future.result()
