"""Conflicts: what to do with an object that the target already has, depending on ``on_conflict``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, Final

from timeback._spec.entities import Entity
from timeback.migration.execution.context import MigrationContext
from timeback.migration.execution.dependencies import DependencyResolver
from timeback.migration.execution.error_classification import REJECTIONS
from timeback.migration.execution.payload import Payload
from timeback.migration.execution.references import MissingReference, ReferenceStatus, find_references
from timeback.migration.execution.writer import ObjectWriter
from timeback.migration.journal.records import TransferOutcome, TransferState
from timeback.migration.reporting.report import Difference

MAX_PATHS: Final = 5


class ConflictResolver:
    """Compares an object with the one on the target, and skips, updates or fails it."""

    def __init__(self, context: MigrationContext, writer: ObjectWriter, dependencies: DependencyResolver) -> None:
        self._context = context
        self._journal = context.journal
        self._writer = writer
        self._dependencies = dependencies

    def will_update(
        self, entity: Entity, sourced_id: str, value: Mapping[str, Any], existing: Mapping[str, Any]
    ) -> bool:
        """Whether the object on the target differs and will be updated."""
        return self._context.options.on_conflict == "update" and bool(
            self._context.compare(entity, sourced_id, value, existing)
        )

    async def resolve_conflict(
        self, entity: Entity, sourced_id: str, value: dict[str, Any], digest: bytes, existing: Mapping[str, Any]
    ) -> None:
        """Process an object that the target already has."""
        target_id = entity.id_of(existing)
        record = partial(self._context.record_outcome, entity, sourced_id, target_id=target_id, digest=digest)
        found = self._context.compare(entity, sourced_id, value, existing)
        if found:
            # A reference is a difference only if its object arrives.
            await self._dependencies.check_references(entity, value)
            found = self._context.compare(entity, sourced_id, value, existing)
        if not found:
            record(TransferState.DONE, TransferOutcome.UNCHANGED)
            missing = self._context.missing_references(entity, value)
            self._dependencies.record_left_out(entity, sourced_id, missing)
            return
        entry = self._journal.get(entity.name, sourced_id)
        if entry is not None and entry.has_deferred_references and entry.target_id == target_id:
            # This migration sent it without references, which follow at the end.
            record(TransferState.DONE, TransferOutcome.UPDATED)
            return
        if self._lacks_new_references_only(entity, sourced_id, value, existing):
            outcome = TransferOutcome.UNCHANGED
            if self._context.options.dry_run and self._journal.left_out_of(entity.name, sourced_id):
                outcome = TransferOutcome.UPDATED
            record(TransferState.DONE, outcome, has_deferred_references=True, is_creation=False)
            return
        await self.apply_policy(entity, sourced_id, value, digest, existing, found)

    async def apply_policy(
        self,
        entity: Entity,
        sourced_id: str,
        value: dict[str, Any],
        digest: bytes,
        existing: Mapping[str, Any],
        found: Sequence[Difference],
    ) -> None:
        """Skip, update or fail an object that differs on the target."""
        target_id = entity.id_of(existing)
        paths = list(dict.fromkeys(difference.path for difference in found))
        listed = ", ".join(paths[:MAX_PATHS])
        listed += f" and {len(paths) - MAX_PATHS} more" if len(paths) > MAX_PATHS else ""
        reason = f"already exists on the target and differs there: {listed}"
        record = partial(
            self._context.record_outcome,
            entity,
            sourced_id,
            target_id=target_id,
            digest=digest,
            has_deferred_references=False,
        )
        match self._context.options.on_conflict:
            case "fail":
                record(TransferState.FAILED, TransferOutcome.FAILED, reason=reason)
            case "skip":
                record(
                    TransferState.DONE,
                    TransferOutcome.SKIPPED,
                    reason=f"{reason} (use on_conflict='update' to overwrite it)",
                )
            case "update":
                await self._update(entity, sourced_id, value, digest, existing)

    def references_lacked(self, payload: Payload) -> tuple[MissingReference, ...]:
        """The references to report as left out. A dry run adds the deferred ones, and reviews them at its end."""
        return (*payload.left_out, *payload.deferred) if self._context.options.dry_run else payload.left_out

    def _lacks_new_references_only(
        self, entity: Entity, sourced_id: str, value: Mapping[str, Any], existing: Mapping[str, Any]
    ) -> bool:
        """Whether the object on the target only lacks references to objects that were not there before."""
        left_out = {(one.collection, one.referenced_id) for one in self._journal.left_out_of(entity.name, sourced_id)}
        present = {(one.path.collection, one.sourced_id) for one in find_references(entity, existing)}

        def resolve(collection: str, referenced_id: str) -> str | ReferenceStatus:
            resolved = self._context.resolve(collection, referenced_id)
            target_id = resolved if isinstance(resolved, str) else referenced_id
            is_new = (collection, referenced_id) in left_out or resolved is ReferenceStatus.PENDING
            return ReferenceStatus.ABSENT if is_new and (collection, target_id) not in present else resolved

        return not self._context.compare(entity, sourced_id, value, existing, resolve)

    async def _update(
        self, entity: Entity, sourced_id: str, value: dict[str, Any], digest: bytes, existing: Mapping[str, Any]
    ) -> None:
        target_id = entity.id_of(existing)
        payload = self._context.build_payload(entity, sourced_id, value)
        if payload.unmet:
            self._context.record_failure(entity, sourced_id, self._dependencies.explain(payload.unmet))
            return
        complete, unclear = self._context.complete(entity, payload.value, existing)
        if unclear:
            text = "an export of changes does not tell which of those on the target stay; load an export of mode bulk"
            self._context.record_failure(entity, sourced_id, f"{', '.join(unclear)}: {text}")
            return
        dry_run = self._context.options.dry_run
        if not dry_run:
            try:
                await self._writer.update(
                    entity,
                    sourced_id,
                    complete,
                    target_id,
                    digest,
                    has_deferred_references=payload.has_deferred_references,
                )
            except REJECTIONS as error:
                self._context.record_failure(entity, sourced_id, str(error))
                return
        self._context.record_outcome(
            entity,
            sourced_id,
            TransferState.DONE,
            TransferOutcome.UPDATED,
            target_id=target_id,
            digest=digest,
            has_deferred_references=payload.has_deferred_references and not dry_run,
        )
        self._dependencies.record_left_out(entity, sourced_id, self.references_lacked(payload))
