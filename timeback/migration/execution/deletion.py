"""Deletion of objects on the target that the source marks as deleted, after everything else was transferred."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Iterable, Mapping
from contextlib import aclosing
from functools import partial
from typing import Any, Final

from timeback._spec.entities import Entity
from timeback._spec.status import DELETED, is_deleted
from timeback.filters import F
from timeback.migration.endpoints.base import SourceCollection, TargetCollection
from timeback.migration.execution.context import MigrationContext
from timeback.migration.execution.deletion_order import deletion_batches
from timeback.migration.execution.dependencies import MARKED_DELETED
from timeback.migration.execution.error_classification import TRANSIENT_ERRORS, affects_all_requests
from timeback.migration.execution.health import HealthMonitor
from timeback.migration.execution.references import find_references
from timeback.migration.execution.writer import RETRY_DELAYS
from timeback.migration.journal.records import JournalEntry, TransferOutcome, TransferState
from timeback_runtime.errors import APIStatusError, AuthenticationError, NotFoundError

FAILED: Final = "could not be deleted on the target"


class MarkedDeletion:
    """Plans the deletions while objects are read, and carries them out at the end.

    The plan is in the journal. A deletion has the same result when it is repeated, so an interrupted run starts with
    the objects that are still there.
    """

    def __init__(self, context: MigrationContext, health: HealthMonitor) -> None:
        self._context = context
        self._health = health

    def record(
        self, entity: Entity, sourced_id: str, entry: JournalEntry | None, existing: Mapping[str, Any] | None
    ) -> None:
        """Record an object that the source marks as deleted.

        Args:
            entry: its journal entry.
            existing: the object on the target.
        """
        target_id = None if existing is None else entity.id_of(existing)
        record = partial(
            self._context.record_outcome, entity, sourced_id, reason=MARKED_DELETED, has_deferred_references=False
        )
        if not self._context.options.delete_marked:
            # If the target has the object from before, other objects can still refer to it.
            record(TransferState.LEFT_OUT, TransferOutcome.SKIPPED, target_id=target_id)
            return
        self._context.journal.set_left_out(entity.name, sourced_id, ())
        if existing is None or is_deleted(existing):
            outcome = TransferOutcome.DELETED if self._was_deleted(entry) else TransferOutcome.UNCHANGED
            record(TransferState.LEFT_OUT, outcome, target_id=None)
        elif self._context.options.dry_run:
            record(TransferState.LEFT_OUT, TransferOutcome.DELETED, target_id=None)
        else:
            record(TransferState.DELETING, None, target_id=target_id)

    async def batches(self, entity: Entity) -> AsyncGenerator[Iterable[JournalEntry], None]:
        """The planned deletions of an entity. Objects come before those of the same entity that they refer to."""
        planned = self._context.journal.to_delete(entity.name)
        if not any(path.collection == entity.name and not path.deferred for path in entity.references):
            yield planned
            return
        entries = {str(entry.target_id): entry for entry in planned}
        needs = {target_id: await self._references_within(entity, target_id) for target_id in entries}
        for batch in deletion_batches(needs):
            yield [entries[target_id] for target_id in batch]

    async def delete(self, entity: Entity, entry: JournalEntry) -> None:
        """Delete an object on the target. It is no error if it is gone.

        Raises:
            TimeBackError: the target cannot be used at all, or is unwell.
        """
        target = self._context.required_target(entity)
        if not target.can_delete:
            self._context.record_failure(entity, entry.sourced_id, f"{FAILED}: the API has no operation for it")
            return
        try:
            await self._delete(target, str(entry.target_id))
        except (AuthenticationError, *TRANSIENT_ERRORS):
            raise
        except APIStatusError as error:
            self._context.record_failure(entity, entry.sourced_id, f"{FAILED}: {error}")
            return
        self._context.record_outcome(
            entity,
            entry.sourced_id,
            TransferState.LEFT_OUT,
            TransferOutcome.DELETED,
            reason=MARKED_DELETED,
            target_id=None,
        )

    async def _delete(self, target: TargetCollection, target_id: str) -> None:
        for delay in (*RETRY_DELAYS, None):
            try:
                await target.delete(target_id)
            except NotFoundError:
                if await has_object(target, target_id):
                    # The target has no operation at this path.
                    raise
                return
            except TRANSIENT_ERRORS as error:
                if delay is None:
                    raise
                if affects_all_requests(error):
                    await self._health.check(error)
                await asyncio.sleep(delay)
            else:
                return

    async def _references_within(self, entity: Entity, target_id: str) -> set[str]:
        """The ids of the objects of the same entity that an object on the target requires."""
        existing = await self._context.required_target(entity).get(target_id)
        return {
            reference.sourced_id
            for reference in find_references(entity, existing or {})
            if reference.path.collection == entity.name and not reference.path.deferred
        }

    def _was_deleted(self, entry: JournalEntry | None) -> bool:
        """Whether this run has deleted an object that is gone, before it was interrupted."""
        return (
            entry is not None
            and entry.run == self._context.journal.run_number
            and (entry.state is TransferState.DELETING or entry.outcome is TransferOutcome.DELETED)
        )


async def has_object(target: TargetCollection, target_id: str) -> bool:
    """Whether the target has an object that is not marked as deleted."""
    existing = await target.get(target_id)
    return existing is not None and not is_deleted(existing)


async def count_marked(collection: SourceCollection) -> int | None:
    """The number of objects that are marked as deleted; None if the server does not tell it."""
    if collection.supports_filters:
        try:
            return await collection.count(F.status == DELETED)
        except AuthenticationError:
            raise
        except APIStatusError:
            return None
    count = 0
    async with aclosing(collection.iterate()) as objects:
        async for value in objects:
            count += is_deleted(value)
    return count
