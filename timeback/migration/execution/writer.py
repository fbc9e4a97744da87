"""Writes of single objects: write-ahead intent before each request, and reconciliation after a lost reply.

A creation is never sent twice unless it is certain that the first request was not processed.
"""

from __future__ import annotations

import asyncio
import contextlib
import enum
from collections.abc import Mapping
from typing import Any, Final

import attrs

from timeback._spec.entities import Entity
from timeback.errors import StorageError
from timeback.migration.execution.attempts import watched_attempts
from timeback.migration.execution.context import MigrationContext
from timeback.migration.execution.error_classification import (
    REQUEST_ERRORS,
    TRANSIENT_ERRORS,
    Postponed,
    affects_all_requests,
    is_ambiguous,
)
from timeback.migration.execution.health import HealthMonitor
from timeback.migration.execution.references import single_value_at
from timeback.migration.journal.records import JournalEntry, TransferOutcome, TransferState
from timeback.migration.reporting.comparison import compare_objects, rules_for
from timeback_runtime.errors import BadRequestError, UnprocessableEntityError

RETRY_DELAYS: Final = (0.1, 0.5, 2.0)
CHECK_TARGET: Final = "It is unknown whether it was created: check the target before you send it again."


class Reconciliation(enum.Enum):
    """The result of looking for an object whose creation got no reply."""

    SETTLED = enum.auto()
    """The object was found, or its result stays unknown; the journal has the outcome."""
    NOT_PROCESSED = enum.auto()
    """The object is certainly not on the target."""


class ObjectWriter:
    """Creates and replaces objects on the target."""

    def __init__(self, context: MigrationContext, health: HealthMonitor) -> None:
        self._context = context
        self._journal = context.journal
        self._health = health
        self.is_final_pass = False
        """Whether an object that is postponed now will not be processed again in this run."""

    async def create(
        self,
        entity: Entity,
        sourced_id: str,
        payload: dict[str, Any],
        digest: bytes,
        *,
        has_deferred_references: bool,
    ) -> None:
        """Create an object, with retries.

        Raises:
            TimeBackError: the target rejected it.
            Postponed: the result could not be determined yet.
        """
        target = self._context.required_target(entity)
        for delay in (*RETRY_DELAYS, None):
            self._context.record_outcome(
                entity,
                sourced_id,
                TransferState.SENT,
                None,
                digest=digest,
                is_creation=True,
                has_deferred_references=has_deferred_references,
                target_id=None,
            )
            try:
                await self._journal.flush()
            except BaseException:
                # The run ends. The intent may be on disk, but its request was certainly not sent.
                self._withdraw(entity, sourced_id)
                raise
            try:
                with watched_attempts() as attempts:
                    allocated_id = await target.create(payload)
            except asyncio.CancelledError:
                # The run ends, perhaps while this call waits for a token.
                if not attempts.may_have_been_processed:
                    self._withdraw(entity, sourced_id)
                raise
            except REQUEST_ERRORS as error:
                reason = str(error)
                if not is_ambiguous(error):
                    self._context.record_outcome(
                        entity, sourced_id, TransferState.PLANNED, None, is_creation=False, reason=reason
                    )
                    raise
                if await self.reconcile(entity, sourced_id, payload, reason) is Reconciliation.SETTLED:
                    return
                if delay is None:
                    self._postpone(entity, sourced_id, reason, error)
                await asyncio.sleep(delay or 0)
            else:
                requested_id = payload[entity.id_name]
                if entity.identity_of is None and allocated_id:
                    self._journal.record_id_policy(kept=allocated_id == requested_id)
                self._record_created(entity, sourced_id, allocated_id or requested_id)
                return

    def _withdraw(self, entity: Entity, sourced_id: str) -> None:
        """Take back the intent to create an object, whose request was not processed."""
        with contextlib.suppress(StorageError):
            self._context.record_outcome(entity, sourced_id, TransferState.PLANNED, None, is_creation=False)

    async def update(
        self,
        entity: Entity,
        sourced_id: str,
        payload: dict[str, Any],
        target_id: str,
        digest: bytes,
        *,
        has_deferred_references: bool,
    ) -> None:
        """Replace an object. It is idempotent, so it needs no reconciliation.

        Raises:
            TimeBackError: the target rejected it.
        """
        self._context.record_outcome(
            entity,
            sourced_id,
            TransferState.SENT,
            None,
            digest=digest,
            is_creation=False,
            has_deferred_references=has_deferred_references,
            target_id=target_id,
        )
        await self._journal.flush()
        await self._context.required_target(entity).update(target_id, {**payload, entity.id_name: target_id})

    async def reconcile(self, entity: Entity, sourced_id: str, payload: dict[str, Any], reason: str) -> Reconciliation:
        """Determine whether an object is on the target whose creation got no reply.

        Raises:
            Postponed: it cannot be determined yet.
        """
        requested_id = payload[entity.id_name]
        keeps_ids = True if entity.identity_of is not None else self._journal.target_keeps_ids
        if keeps_ids is not False:
            existing = await self._get(entity, sourced_id, requested_id, reason)
            if existing is not None and (keeps_ids or self._is_equal(entity, sourced_id, payload, existing)):
                self._record_created(entity, sourced_id, requested_id)
                return Reconciliation.SETTLED
            if keeps_ids:
                return Reconciliation.NOT_PROCESSED
            if not self.is_final_pass and not self._is_unknown(entity, sourced_id):
                # By then other objects will have shown whether this target keeps ids.
                self._postpone(entity, sourced_id, reason)
        return await self._search_by_natural_key(entity, sourced_id, payload, reason)

    async def _get(self, entity: Entity, sourced_id: str, target_id: str, reason: str) -> dict[str, Any] | None:
        try:
            return await self._context.required_target(entity).get(target_id)
        except TRANSIENT_ERRORS as error:
            if affects_all_requests(error):
                await self._health.check(error)
            self._postpone(entity, sourced_id, reason, error)
            raise AssertionError from None  # pragma: no cover - _postpone raises

    async def _search_by_natural_key(
        self, entity: Entity, sourced_id: str, payload: dict[str, Any], reason: str
    ) -> Reconciliation:
        for key in entity.natural_keys:
            values = {name: single_value_at(payload, entity.filters[name]) for name in key}
            if None in values.values():
                continue
            found = await self._search(entity, values)
            candidates = [one for one in found if self._is_candidate(entity, sourced_id, entity.id_of(one))]
            if key not in entity.strong_keys:
                candidates = [one for one in candidates if self._is_equal(entity, sourced_id, payload, one)]
            if len(candidates) == 1:
                self._record_created(entity, sourced_id, entity.id_of(candidates[0]))
                # Another object may have had the key before.
                self._journal.creations.mark_as_uncertain(entity.name, sourced_id)
                return Reconciliation.SETTLED
            if candidates:
                break
        unknown = reason if reason.endswith(CHECK_TARGET) else f"{reason} {CHECK_TARGET}"
        self._context.record_outcome(entity, sourced_id, TransferState.UNKNOWN, TransferOutcome.UNKNOWN, reason=unknown)
        return Reconciliation.SETTLED

    async def _search(self, entity: Entity, values: Mapping[str, Any]) -> list[dict[str, Any]]:
        try:
            return await self._context.required_target(entity).search(values)
        except (BadRequestError, UnprocessableEntityError):
            # The server does not support this filter.
            return []

    def _is_candidate(self, entity: Entity, sourced_id: str, target_id: str) -> bool:
        """Whether an object of the target may be the one that was sent, because no other source object maps to it."""
        return bool(target_id) and self._journal.source_id_of(entity.name, target_id) in (None, sourced_id)

    def _is_equal(self, entity: Entity, sourced_id: str, payload: dict[str, Any], existing: dict[str, Any]) -> bool:
        # The references in the payload already have target ids.
        actual = {**existing, entity.id_name: payload[entity.id_name]}
        return not compare_objects(entity.name, sourced_id, payload, actual, rules_for(entity))

    def _record_created(self, entity: Entity, sourced_id: str, target_id: str) -> None:
        self._context.record_outcome(
            entity, sourced_id, TransferState.DONE, TransferOutcome.CREATED, target_id=target_id
        )

    def _postpone(self, entity: Entity, sourced_id: str, reason: str, cause: Exception | None = None) -> None:
        """Raise Postponed. The journal entry keeps its state: sent, or unknown."""
        if self._is_unknown(entity, sourced_id):
            self._context.record_outcome(
                entity, sourced_id, TransferState.UNKNOWN, TransferOutcome.UNKNOWN, reason=reason
            )
        elif self.is_final_pass:
            self._context.record_outcome(entity, sourced_id, TransferState.SENT, TransferOutcome.FAILED, reason=reason)
        else:
            entry = self._journal.get(entity.name, sourced_id)
            if entry is None:
                entry = JournalEntry(
                    entity=entity.name, sourced_id=sourced_id, state=TransferState.SENT, is_creation=True
                )
            self._journal.put(attrs.evolve(entry, reason=reason))
        raise Postponed from cause

    def _is_unknown(self, entity: Entity, sourced_id: str) -> bool:
        entry = self._journal.get(entity.name, sourced_id)
        return entry is not None and entry.state is TransferState.UNKNOWN
