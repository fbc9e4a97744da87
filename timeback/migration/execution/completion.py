"""Second pass: sends the references that were deferred, once all objects have been transferred."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from timeback._spec.entities import Entity
from timeback.migration.endpoints.base import TargetCollection
from timeback.migration.execution.conflicts import ConflictResolver
from timeback.migration.execution.context import MigrationContext
from timeback.migration.execution.dependencies import DependencyResolver
from timeback.migration.execution.error_classification import REQUEST_ERRORS
from timeback.migration.execution.references import MissingReference, ReferenceStatus, find_references
from timeback.migration.journal.records import JournalEntry, TransferOutcome, TransferState


class ReferenceCompletion:
    """Completes objects that were sent without some of their references."""

    def __init__(
        self, context: MigrationContext, dependencies: DependencyResolver, conflicts: ConflictResolver
    ) -> None:
        self._context = context
        self._journal = context.journal
        self._dependencies = dependencies
        self._conflicts = conflicts

    async def complete(self, entry: JournalEntry) -> None:
        """Send the deferred references of an object. Those whose objects have not arrived are left out."""
        entity = self._context.entities[entry.entity]
        target = self._context.target_collection(entry.entity)
        assert target is not None
        value = await target.deferred_object(entry.sourced_id)
        if value is None:
            await self._update(entity, entry, target)
            return
        await self._dependencies.finalize_references(entity, value)
        payload = self._context.build_payload(entity, entry.sourced_id, value, final=True)
        if payload.unmet:
            self._context.record_failure(entity, entry.sourced_id, self._dependencies.explain(payload.unmet))
            return
        await target.create(payload.value)
        self._context.record_outcome(
            entity, entry.sourced_id, TransferState.DONE, entry.outcome, has_deferred_references=False
        )
        self._dependencies.record_left_out(entity, entry.sourced_id, payload.left_out)

    async def review_left_out(self) -> None:
        """At the end of a dry run, determine which of the recorded references would really be left out."""
        by_object: dict[tuple[str, str], list[MissingReference]] = {}
        for one in self._journal.left_out_in_run():
            await self._dependencies.finalize(one.collection, one.referenced_id)
            missing = by_object.setdefault((one.entity, one.sourced_id), [])
            if isinstance(self._context.resolve(one.collection, one.referenced_id), ReferenceStatus):
                missing.append(MissingReference(one.path, one.collection, one.referenced_id))
        for (name, sourced_id), missing in by_object.items():
            self._dependencies.record_left_out(self._context.entities[name], sourced_id, missing)

    async def _update(self, entity: Entity, entry: JournalEntry, target: TargetCollection) -> None:
        source = self._context.source_collection(entry.entity)
        assert source is not None
        found = await source.get(entry.sourced_id)
        existing = None if entry.target_id is None else await target.get(entry.target_id)
        if found is None or existing is None:
            side = "source" if found is None else "target"
            self._context.record_failure(entity, entry.sourced_id, f"was removed from the {side} during the migration")
            return
        value = self._context.prepare(entity, found)
        await self._dependencies.finalize_references(entity, value)
        payload = self._context.build_payload(entity, entry.sourced_id, value, final=True)
        if payload.unmet:
            self._record_incomplete(entity, entry, self._dependencies.explain(payload.unmet))
            return
        digest, outcome = self._journal.digest(value), entry.outcome
        if differences := self._context.compare(entity, entry.sourced_id, value, existing):
            if outcome is TransferOutcome.UNCHANGED:
                if not self._journal.left_out_of(entity.name, entry.sourced_id):
                    await self._conflicts.apply_policy(entity, entry.sourced_id, value, digest, existing, differences)
                    return
                outcome = TransferOutcome.UPDATED
            assert entry.target_id is not None
            try:
                # The entry keeps its deferred references until the update is done. The update is idempotent.
                complete, _ = self._context.complete(entity, payload.value, existing)
                await target.update(entry.target_id, {**complete, entity.id_name: entry.target_id})
            except REQUEST_ERRORS as error:
                created = outcome is TransferOutcome.CREATED
                prefix = f"created without its {_deferred_names(entity, value)}: " if created else ""
                self._record_incomplete(entity, entry, f"{prefix}{error}")
                return
        self._context.record_outcome(
            entity,
            entry.sourced_id,
            TransferState.DONE,
            outcome or TransferOutcome.UPDATED,
            has_deferred_references=False,
            digest=digest,
        )
        self._dependencies.record_left_out(entity, entry.sourced_id, payload.left_out)

    def _record_incomplete(self, entity: Entity, entry: JournalEntry, reason: str) -> None:
        self._context.record_outcome(
            entity,
            entry.sourced_id,
            TransferState.FAILED,
            TransferOutcome.FAILED,
            reason=reason,
            has_deferred_references=True,
        )


def _deferred_names(entity: Entity, value: Mapping[str, Any]) -> str:
    names = (one.path.steps[-1].name for one in find_references(entity, value) if one.path.deferred)
    return " and ".join(dict.fromkeys(names)) or "references"
