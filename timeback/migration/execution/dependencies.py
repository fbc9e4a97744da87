"""Dependencies of an object: which referenced objects have to be transferred first, and why others will not arrive."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any, Final

import attrs

from timeback._spec.entities import Entity
from timeback._spec.status import is_deleted
from timeback.migration.endpoints.not_served import NotServedError
from timeback.migration.execution.context import NOT_SERVED, NOT_SERVED_BY_SOURCE, MigrationContext
from timeback.migration.execution.references import MissingReference, find_references
from timeback.migration.journal.records import JournalEntry, LeftOutEntry, TransferOutcome, TransferState

# Journals store these reasons, and an interrupted run is resumed with them.
MISSING_ON_SOURCE: Final = "is missing on the source, too"
MISSING_ON_TARGET: Final = "is missing on the target"
MARKED_DELETED: Final = "is marked as deleted (status tobedeleted)"
NOT_SELECTED: Final = "is not selected"
NOT_CREATED: Final = "could not be created on the target"

MAX_REASONS: Final = 5
FINAL_STATES: Final = (
    TransferState.DONE,
    TransferState.FAILED,
    TransferState.UNKNOWN,
    TransferState.LEFT_OUT,
    TransferState.EXTERNAL,
    TransferState.DELETING,
)
OUTDATED_STATES: Final = (TransferState.FAILED, TransferState.LEFT_OUT, TransferState.EXTERNAL)
"""States of objects that are not on the target. A state of an earlier run has to be determined again."""


@attrs.frozen
class Dependency:
    """An object that has to be transferred before another one."""

    entity: Entity
    sourced_id: str
    value: dict[str, Any] = attrs.field(repr=False)
    """The prepared object."""


class DependencyResolver:
    """Determines the dependencies of objects. It transfers nothing itself."""

    def __init__(self, context: MigrationContext) -> None:
        self._context = context
        self._journal = context.journal
        self._counts: dict[str, int | None] = {}

    async def collect(self, entity: Entity, sourced_id: str, value: Mapping[str, Any]) -> list[Dependency]:
        """The objects that have to be transferred before an object, in the order of their transfer.

        An object in a cycle is listed once. It is then sent without a reference, which is deferred.
        """
        visited = {(entity.name, sourced_id)}
        ordered: list[Dependency] = []
        for collection, needed_id in _required(entity, sourced_id, value):
            await self._visit(collection, needed_id, visited, ordered)
        return ordered

    async def collect_object(self, collection: str, sourced_id: str) -> list[Dependency]:
        """An object and those that have to be transferred before it, in the order of their transfer."""
        ordered: list[Dependency] = []
        await self._visit(collection, sourced_id, set(), ordered)
        return ordered

    async def check_references(self, entity: Entity, value: Mapping[str, Any]) -> None:
        """Determine which referenced objects will not arrive. The state of the others does not change."""
        for reference in find_references(entity, value):
            collection, sourced_id = reference.path.collection, reference.sourced_id
            if not self._is_resolved(collection, sourced_id):
                key = ("check reference", collection, sourced_id)
                await self._context.single_flight.run(key, partial(self._find, collection, sourced_id))

    async def finalize_references(self, entity: Entity, value: Mapping[str, Any]) -> None:
        """Record for each referenced object that has not arrived by the end why it will not."""
        for reference in find_references(entity, value):
            await self.finalize(reference.path.collection, reference.sourced_id)

    async def finalize(self, collection: str, sourced_id: str) -> None:
        """Record why an object that has not arrived by the end will not."""
        if self._is_resolved(collection, sourced_id):
            return
        entity = self._context.entities[collection]
        entry = self._journal.get(collection, sourced_id)
        if collection in self._context.fully_selected:
            # By now all objects of the collection were read.
            self._record_external(entity, sourced_id, None, MISSING_ON_SOURCE)
        elif entry is None and await self.is_on_target(collection, sourced_id):
            self._record_external(entity, sourced_id, sourced_id)
        elif entry is None or entry.state in OUTDATED_STATES:
            self._context.record_outcome(entity, sourced_id, TransferState.LEFT_OUT, None, reason=NOT_SELECTED)

    def record_left_out(self, entity: Entity, sourced_id: str, references: Iterable[MissingReference]) -> None:
        """Store the references that an object was sent without, and why."""
        self._journal.set_left_out(
            entity.name,
            sourced_id,
            [
                LeftOutEntry(
                    entity=entity.name,
                    sourced_id=sourced_id,
                    path=one.path,
                    collection=one.collection,
                    referenced_id=one.sourced_id,
                    reason=self.reason(one.collection, one.sourced_id),
                )
                for one in references
            ],
        )

    def explain(self, references: Sequence[MissingReference]) -> str:
        """Why an object cannot be transferred that requires these references."""
        reasons = []
        for one in references[:MAX_REASONS]:
            singular = self._context.entities[one.collection].singular
            reasons.append(f"{one.path}: {singular} {one.sourced_id} {self.reason(one.collection, one.sourced_id)}")
        more = len(references) - MAX_REASONS
        return "; ".join(reasons) + (f"; and {more} more" if more > 0 else "")

    def reason(self, collection: str, sourced_id: str) -> str:
        """Why the target does not have an object."""
        entry = self._journal.get(collection, sourced_id)
        if entry is None or entry.reason is None:
            hint = "" if collection in self._context.transferable else self._context.options.hint
            return f"{MISSING_ON_TARGET}{hint}"
        if entry.state is TransferState.LEFT_OUT and entry.outcome is TransferOutcome.SKIPPED:
            return "is marked as deleted on the source, so it was not transferred"
        if entry.state in (TransferState.LEFT_OUT, TransferState.EXTERNAL, TransferState.DELETING):
            return entry.reason
        # A chain of failed objects repeats the reason of the first one in each of its reasons, so it is cut here.
        cause = "see its own reason" if entry.reason.count(NOT_CREATED) > 1 else entry.reason
        return f"{NOT_CREATED}: {cause}"

    async def is_on_target(self, collection: str, sourced_id: str) -> bool:
        """Whether the target has an object with this id. Concurrent calls share one request."""
        target = self._context.target_collection(collection)
        if target is None or collection in self._context.target_lacks:
            return False
        single_flight = self._context.single_flight
        if collection not in self._counts:
            try:
                self._counts[collection] = await single_flight.run(("count", collection), target.count)
            except NotServedError as error:
                self._context.record_not_served(self._context.entities[collection], "target", error.error)
                return False
        if self._counts[collection] == 0 and collection in self._context.transferable:
            return False
        return await single_flight.run(("get", collection, sourced_id), partial(target.get, sourced_id)) is not None

    async def _visit(
        self, collection: str, sourced_id: str, visited: set[tuple[str, str]], ordered: list[Dependency]
    ) -> None:
        if (collection, sourced_id) in visited:
            return
        visited.add((collection, sourced_id))
        entry = self._journal.get(collection, sourced_id)
        if (entry is not None and entry.target_id is not None) or self._is_final(collection, sourced_id):
            return
        found = await self._find(collection, sourced_id)
        if found is None:
            return
        entity = self._context.entities[collection]
        value = self._context.prepare(entity, found)
        for other, needed_id in _required(entity, sourced_id, value):
            await self._visit(other, needed_id, visited, ordered)
        ordered.append(Dependency(entity, sourced_id, value))

    async def _find(self, collection: str, sourced_id: str) -> dict[str, Any] | None:
        """The source's object if it has to be transferred. Otherwise records in the journal why not."""
        entity = self._context.entities[collection]
        entry = self._journal.get(collection, sourced_id)
        transferable = collection in self._context.transferable
        if entry is None or entry.state is not TransferState.SENT:
            # A target that assigns ids may have a different object with this id.
            assigns_ids = transferable and self._journal.target_keeps_ids is False
            if not assigns_ids and await self.is_on_target(collection, sourced_id):
                self._record_external(entity, sourced_id, sourced_id)
                return None
            if not transferable:
                self._record_external(entity, sourced_id, None)
                return None
            if collection in self._context.target_lacks:
                self._record_external(entity, sourced_id, None, NOT_SERVED)
                return None
        source = self._context.source_collection(collection)
        found = None if source is None else await source.get(sourced_id)
        if found is None:
            is_served = self._context.not_served.get(collection) != "source"
            self._record_external(entity, sourced_id, None, MISSING_ON_SOURCE if is_served else NOT_SERVED_BY_SOURCE)
            return None
        if is_deleted(found) and not self._context.options.include_deleted:
            self._context.record_outcome(
                entity, sourced_id, TransferState.LEFT_OUT, TransferOutcome.SKIPPED, reason=MARKED_DELETED
            )
            return None
        return found

    def _is_resolved(self, collection: str, sourced_id: str) -> bool:
        return isinstance(self._context.resolve(collection, sourced_id), str) or self._is_final(collection, sourced_id)

    def _is_final(self, collection: str, sourced_id: str) -> bool:
        entry = self._journal.get(collection, sourced_id)
        return entry is not None and entry.run == self._journal.run_number and entry.state in FINAL_STATES

    def _record_external(
        self, entity: Entity, sourced_id: str, target_id: str | None, reason: str | None = None
    ) -> None:
        entry = self._journal.get(entity.name, sourced_id)
        if entry is None:
            entry = JournalEntry(entity=entity.name, sourced_id=sourced_id, state=TransferState.EXTERNAL)
        elif entry.run == self._journal.run_number or entry.state not in OUTDATED_STATES:
            # The object was processed in the meantime, or it is unknown whether it was created.
            return
        self._journal.put(
            attrs.evolve(
                entry,
                state=TransferState.EXTERNAL,
                outcome=None,
                run=self._journal.run_number,
                target_id=target_id,
                reason=reason,
                has_deferred_references=False,
            )
        )


def _required(entity: Entity, sourced_id: str, value: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Collection and id of the objects that have to be on the target before an object is sent."""
    if entity.identity_of is not None:
        yield entity.identity_of, sourced_id
    for reference in find_references(entity, value):
        if not reference.path.deferred:
            yield reference.path.collection, reference.sourced_id
