"""Transfer of one object: look it up on the target, transfer its dependencies, then create, update or skip it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

import attrs

from timeback._spec.entities import Entity
from timeback._spec.status import is_deleted
from timeback.migration.endpoints.not_served import is_unsupported
from timeback.migration.execution.completion import ReferenceCompletion
from timeback.migration.execution.conflicts import ConflictResolver
from timeback.migration.execution.context import MigrationContext
from timeback.migration.execution.deletion import MarkedDeletion
from timeback.migration.execution.dependencies import DependencyResolver
from timeback.migration.execution.error_classification import REJECTIONS
from timeback.migration.execution.health import HealthMonitor
from timeback.migration.execution.lookup import NOT_LOOKED_UP, LookupResult
from timeback.migration.execution.payload import Payload
from timeback.migration.execution.writer import ObjectWriter, Reconciliation
from timeback.migration.journal.records import JournalEntry, TransferOutcome, TransferState
from timeback_runtime.errors import APIStatusError, ConflictError, InvalidRequestError


@attrs.frozen
class LocatedObject:
    """The result of looking an object up on the target."""

    entry: JournalEntry | None
    """The journal entry at the time of the lookup."""
    target_id: str | None
    """The id that was looked up; None if the object certainly has none on the target."""
    existing: dict[str, Any] | None = attrs.field(repr=False)


class ObjectTransfer:
    """Transfers objects, any number of them concurrently."""

    def __init__(self, context: MigrationContext, health: HealthMonitor) -> None:
        self._context = context
        self._journal = context.journal
        self._dependencies = DependencyResolver(context)
        self.writer = ObjectWriter(context, health)
        self._conflicts = ConflictResolver(context, self.writer, self._dependencies)
        self.deletion = MarkedDeletion(context, health)
        self.completion = ReferenceCompletion(context, self._dependencies, self._conflicts)

    async def transfer(self, entity: Entity, found: Mapping[str, Any], lookup: LookupResult = NOT_LOOKED_UP) -> None:
        """Transfer an object of the source.

        Args:
            found: the object of the source.
            lookup: the object on the target, if it was looked up before.
        """
        sourced_id = entity.id_of(found)
        entry = self._journal.get(entity.name, sourced_id)
        if is_deleted(found) and not self._context.options.include_deleted:
            existing = (await self._locate(entity, sourced_id, entry, lookup)).existing
            self.deletion.record(entity, sourced_id, entry, existing)
            return
        value = self._context.prepare(entity, found)
        if self._context.is_done(entry, value):
            return
        located = None
        if not _needs_reconciliation(entry):
            located = await self._locate(entity, sourced_id, entry, lookup)
        if (
            located is None
            or located.existing is None
            or self._conflicts.will_update(entity, sourced_id, value, located.existing)
        ):
            await self._transfer_dependencies(entity, sourced_id, value)
        await self._place_once(entity, sourced_id, value, located)

    async def transfer_needed(self, collection: str, sourced_id: str) -> None:
        """Transfer an object that others need, after those that it needs itself."""
        for one in await self._dependencies.collect_object(collection, sourced_id):
            await self._place_once(one.entity, one.sourced_id, one.value)

    async def _transfer_dependencies(self, entity: Entity, sourced_id: str, value: Mapping[str, Any]) -> None:
        # All dependencies are collected before the first is placed, and a placement waits for no other placement, so
        # objects that refer to each other cannot deadlock.
        for one in await self._dependencies.collect(entity, sourced_id, value):
            await self._place_once(one.entity, one.sourced_id, one.value)

    async def _place_once(
        self, entity: Entity, sourced_id: str, value: dict[str, Any], located: LocatedObject | None = None
    ) -> None:
        place = partial(self._place, entity, sourced_id, value, located)
        await self._context.single_flight.run((entity.name, sourced_id), place)

    async def _place(
        self, entity: Entity, sourced_id: str, value: dict[str, Any], located: LocatedObject | None
    ) -> None:
        """Put a prepared object on the target. Its dependencies are there, or will not arrive before it."""
        entry = self._journal.get(entity.name, sourced_id)
        if (located is None or located.entry is not entry) and self._context.is_done(entry, value):
            # Another task has placed it in the meantime, as a dependency.
            return
        if entry is not None and _needs_reconciliation(entry):
            if await self._reconcile(entity, sourced_id, value, entry):
                return
            existing = None
        elif located is not None and located.target_id == self._target_id(entity, sourced_id, entry):
            existing = located.existing
        else:
            # Not looked up yet, or its id on the target became known with its dependencies.
            existing = (await self._locate(entity, sourced_id, entry, NOT_LOOKED_UP)).existing
        digest = self._journal.digest(value)
        if existing is not None:
            await self._conflicts.resolve_conflict(entity, sourced_id, value, digest, existing)
        else:
            await self._create(entity, sourced_id, value, digest)

    def _target_id(self, entity: Entity, sourced_id: str, entry: JournalEntry | None) -> str | None:
        """The id that the object has on the target if it is there; None if it cannot be there."""
        if entry is not None and entry.state is not TransferState.EXTERNAL and entry.target_id:
            return entry.target_id
        if entity.identity_of is None and self._journal.target_keeps_ids is False:
            # The target assigns ids, so an object with this id is a different one.
            return None
        return self._context.requested_id(entity, sourced_id)

    async def _locate(
        self, entity: Entity, sourced_id: str, entry: JournalEntry | None, lookup: LookupResult
    ) -> LocatedObject:
        """Look an object up on the target, with a request only if ``lookup`` does not have the result."""
        target_id = self._target_id(entity, sourced_id, entry)
        if target_id is None or (lookup is None and target_id == sourced_id):
            existing = None
        elif isinstance(lookup, dict) and entity.id_of(lookup) == target_id:
            existing = lookup
        else:
            existing = await self._context.required_target(entity).get(target_id)
        return LocatedObject(entry, target_id, existing)

    async def _reconcile(self, entity: Entity, sourced_id: str, value: dict[str, Any], entry: JournalEntry) -> bool:
        """Look for an object whose creation got no reply. True if nothing remains to be done for it."""
        if self._context.options.dry_run:
            reason = "Its creation got no reply. The migration will look for it on the target."
            self._context.record_outcome(entity, sourced_id, entry.state, TransferOutcome.SKIPPED, reason=reason)
            return True
        payload = self._context.build_payload(entity, sourced_id, value)
        reason = entry.reason or "The run ended before its creation got a reply."
        was_unknown = entry.state is TransferState.UNKNOWN
        from_earlier_run = was_unknown and entry.run != self._journal.run_number
        result = await self.writer.reconcile(entity, sourced_id, payload.value, reason)
        current = self._journal.get(entity.name, sourced_id)
        if result is Reconciliation.SETTLED and current is not None and current.state is not TransferState.UNKNOWN:
            return True
        if was_unknown and not (from_earlier_run and self._context.options.resend_unknown):
            self._context.record_outcome(
                entity, sourced_id, TransferState.UNKNOWN, TransferOutcome.UNKNOWN, reason=reason
            )
            return True
        return result is Reconciliation.SETTLED and not was_unknown

    async def _create(self, entity: Entity, sourced_id: str, value: dict[str, Any], digest: bytes) -> None:
        if entity.name in self._context.target_lacks:
            self._context.record_not_carried(entity, sourced_id)
            return
        payload = self._context.build_payload(entity, sourced_id, value)
        if payload.unmet:
            self._context.record_failure(entity, sourced_id, self._dependencies.explain(payload.unmet))
            return
        record_created = partial(
            self._context.record_outcome,
            entity,
            sourced_id,
            TransferState.DONE,
            TransferOutcome.CREATED,
            target_id=payload.value[entity.id_name],
            digest=digest,
        )
        if self._context.options.dry_run:
            record_created()
            self._dependencies.record_left_out(entity, sourced_id, self._conflicts.references_lacked(payload))
            return
        deferred = payload.has_deferred_references
        try:
            if deferred and await self._context.required_target(entity).defer_creation(
                sourced_id, value, payload.value
            ):
                record_created(has_deferred_references=True)
                return
            await self.writer.create(entity, sourced_id, payload.value, digest, has_deferred_references=deferred)
        except APIStatusError as error:
            if is_unsupported(error):
                self._context.record_not_served(entity, "target", error)
                self._context.record_not_carried(entity, sourced_id)
                return
            if not isinstance(error, REJECTIONS):
                raise
            await self._handle_rejection(entity, sourced_id, value, digest, payload, error)
        except InvalidRequestError as error:
            await self._handle_rejection(entity, sourced_id, value, digest, payload, error)
        else:
            self._dependencies.record_left_out(entity, sourced_id, payload.left_out)

    async def _handle_rejection(
        self,
        entity: Entity,
        sourced_id: str,
        value: dict[str, Any],
        digest: bytes,
        payload: Payload,
        error: Exception,
    ) -> None:
        """Process a rejected creation. The target may have the object: unlisted, or created a moment ago."""
        may_keep_id = entity.identity_of is not None or self._journal.target_keeps_ids is not False
        if isinstance(error, ConflictError) or (may_keep_id and not isinstance(error, InvalidRequestError)):
            existing = await self._context.required_target(entity).get(payload.value[entity.id_name])
            if existing is not None:
                await self._conflicts.resolve_conflict(entity, sourced_id, value, digest, existing)
                return
        left_out = payload.left_out
        without = f" (sent without references: {self._dependencies.explain(left_out)})" if left_out else ""
        self._context.record_failure(entity, sourced_id, f"{error}{without}")


def _needs_reconciliation(entry: JournalEntry | None) -> bool:
    return entry is not None and entry.is_creation and entry.state in (TransferState.SENT, TransferState.UNKNOWN)
