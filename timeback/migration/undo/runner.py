"""One run of an undo: examines what the migration created, deletes it in the reverse order, and verifies it."""

from __future__ import annotations

import asyncio
import contextlib
import math
import time
from collections.abc import Callable, Coroutine, Iterable, Iterator
from itertools import islice
from typing import Any, Final

import attrs

from timeback._spec import entities as catalog
from timeback._spec.entities import Entity
from timeback._spec.status import is_deleted
from timeback.errors import StorageError
from timeback.migration.endpoints.not_served import NotServedError
from timeback.migration.endpoints.server import ServerCollection, ServerEndpoint
from timeback.migration.execution.concurrency import AdaptiveConcurrency, task_group
from timeback.migration.execution.deletion import has_object
from timeback.migration.execution.deletion_order import deletion_batches
from timeback.migration.execution.error_classification import (
    REQUEST_ERRORS,
    TRANSIENT_ERRORS,
    affects_all_requests,
    is_ambiguous,
)
from timeback.migration.execution.references import find_references
from timeback.migration.execution.writer import RETRY_DELAYS
from timeback.migration.journal.creations import Creation, CreationState
from timeback.migration.journal.journal import Journal
from timeback.migration.journal.records import JournalEntry, TransferState
from timeback.migration.reporting.report import Progress, UndoReport, UndoTally
from timeback.migration.undo.changes import ChangeDetector
from timeback_runtime.errors import APIConnectionError, APIStatusError, AuthenticationError, NotFoundError

BATCH_SIZE: Final = 1000
UNCONFIRMED_SECONDS: Final = 120.0
"""Seconds after the last confirmed write in which a creation without a reply may have been processed."""
RESUME: Final = "Undo again with the same journal to continue; what was deleted is not deleted again."
UNKNOWN: Final = (
    "its creation got no reply, and this target assigns ids, so it is unknown which object it is; check the target"
)
NO_OPERATION: Final = "the API has no operation that deletes it"
NOT_SERVED: Final = "the target does not serve this collection"
NO_SINGLE: Final = "the target does not return single objects, so it is unknown whether it has this one"
STILL_THERE: Final = "the target confirmed its deletion and still has it"


@attrs.frozen(kw_only=True)
class UndoOptions:
    """How an undo works."""

    dry_run: bool = False
    delete_changed: bool = False
    progress: Callable[[Progress], object] | None = None


@attrs.frozen
class Candidate:
    """An object that may have to be deleted."""

    creation: Creation
    is_confirmed: bool = True
    """Whether its creation got a reply."""
    needs: frozenset[tuple[str, str]] = frozenset()
    """Collection and id on the target of the objects that it cannot be without."""


class UndoRunner:
    """Deletes the objects that the runs of a journal created."""

    def __init__(
        self, target: ServerEndpoint, journal: Journal, concurrency: AdaptiveConcurrency, options: UndoOptions
    ) -> None:
        self._target, self._journal, self._concurrency, self._options = target, journal, concurrency, options
        self._creations = journal.creations
        self._report = UndoReport(dry_run=options.dry_run, journal=journal.path)
        self._needed: dict[tuple[str, str], str] = {}
        """Objects of the target that may not be deleted, with the reason."""
        self._needed_collections: dict[str, str] = {}
        """Collections of which nothing may be deleted, with the reason."""
        self._changes: ChangeDetector | None = None
        self._deletable: dict[tuple[str, str], Candidate] = {}
        self._expected = self._done = self._failed = 0

    async def run(self) -> UndoReport:
        """Delete everything. The failure of one object does not end the run.

        Raises:
            TimeBackError: no more objects can be deleted; a note says how to continue.
            StorageError: the journal cannot be written.
        """
        started = time.monotonic()
        # Objects are deleted before those that they refer to.
        entities = [*reversed(catalog.content().values()), *reversed(catalog.roster().values())]
        counts = self._creations.counts()
        try:
            for entity in entities:
                self._expected, self._done, self._failed = counts.get(entity.name, 0), 0, 0
                await self._undo_entity(entity)
            if not self._options.dry_run:
                for entity in entities:
                    await self._for_each(entity, self._verify, map(Candidate, self._creations.deleted(entity.name)))
        except (APIConnectionError, APIStatusError, StorageError) as error:
            error.add_note(RESUME)
            raise
        self._journal.finish()
        self._report.seconds = time.monotonic() - started
        self._report.kept.sort()
        self._report.failed.sort()
        return self._report

    # Each entity

    async def _undo_entity(self, entity: Entity) -> None:
        candidates = self._candidates(entity)
        first = next(candidates, None)
        if first is None:
            return
        collection = self._target.collection(entity)
        reason = self._needed_collections.get(entity.name) or await self._reason_to_skip(collection)
        # Objects that refer to others of their own collection are deleted before those, so all of them are needed.
        refers_to_own = any(path.collection == entity.name and not path.deferred for path in entity.references)
        batch = [first, *(candidates if refers_to_own else islice(candidates, BATCH_SIZE))]
        while batch:
            if reason is not None:
                self._keep_references_of(entity)
                for candidate in batch:
                    self._keep(entity, candidate, reason)
            else:
                await self._undo_batch(entity, batch)
            batch = list(islice(candidates, BATCH_SIZE))

    def _candidates(self, entity: Entity) -> Iterator[Candidate]:
        yield from map(Candidate, self._creations.on_target(entity.name))
        for entry in self._journal.with_unknown_creation(entity.name):
            owner = None if entity.identity_of is None else self._journal.get(entity.identity_of, entry.sourced_id)
            target_id = owner.target_id if owner is not None and owner.target_id else entry.sourced_id
            last = self._creations.last_written()
            written = math.inf if last is None else last + UNCONFIRMED_SECONDS
            creation = Creation(entity=entity.name, sourced_id=entry.sourced_id, target_id=target_id, written=written)
            yield Candidate(creation, is_confirmed=False)

    async def _reason_to_skip(self, collection: ServerCollection) -> str | None:
        """Why nothing of a collection can be deleted."""
        if not collection.can_delete:
            return NO_OPERATION
        try:
            # Otherwise each object would look as if it was gone.
            await collection.count()
        except NotServedError:
            return NOT_SERVED
        if self._changes is None:
            self._changes = await ChangeDetector.for_target(collection, self._target.identity.base_urls["api"])
        return None

    async def _undo_batch(self, entity: Entity, batch: Iterable[Candidate]) -> None:
        self._deletable = {}
        await self._for_each(entity, self._examine, batch)
        for keys in deletion_batches({key: candidate.needs for key, candidate in self._deletable.items()}):
            await self._for_each(entity, self._delete, map(self._deletable.__getitem__, keys))

    # Each object

    async def _examine(self, entity: Entity, candidate: Candidate) -> None:
        """Decide whether an object is deleted."""
        creation = candidate.creation
        keeps_ids = True if entity.identity_of is not None else self._journal.target_keeps_ids
        if not candidate.is_confirmed and keeps_ids is False:
            self._keep(entity, candidate, UNKNOWN)
            return
        existing = await self._target.collection(entity).get(creation.target_id)
        if existing is None and not await self._target.collection(entity).returns_single():
            self._keep_references_of(entity)
            self._keep(entity, candidate, NO_SINGLE)
            return
        if existing is None or is_deleted(existing):
            if candidate.is_confirmed:
                self._record_gone(entity, candidate, is_marked=existing is not None)
            elif keeps_ids is None:
                self._keep(entity, candidate, UNKNOWN)
            elif not self._options.dry_run:
                # It was never created.
                self._journal.remove(entity.name, creation.sourced_id)
            return
        needs = frozenset(
            (one.path.collection, one.sourced_id) for one in find_references(entity, existing) if not one.path.deferred
        )
        candidate = attrs.evolve(candidate, needs=needs)
        assert self._changes is not None
        reason = None if self._options.delete_changed else self._changes.reason_to_keep(creation, existing)
        if reason is not None:
            self._keep(entity, candidate, reason)
        else:
            self._deletable[_key(candidate)] = candidate

    async def _delete(self, entity: Entity, candidate: Candidate) -> None:
        reason = self._needed.get(_key(candidate))
        if reason is not None:
            self._keep(entity, candidate, reason)
            return
        if self._options.dry_run:
            self._tally(entity).deleted += 1
            self._count(entity)
            return
        creation = candidate.creation
        self._creations.set_state(creation, CreationState.DELETING)
        entry = self._entry_of(creation)
        if entry is not None:
            # If the process ends now, a migration has to look at the object again.
            self._journal.put(attrs.evolve(entry, state=TransferState.PLANNED, outcome=None, run=0))
        await self._journal.flush()
        try:
            await self._send_deletion(self._target.collection(entity), creation.target_id)
        except REQUEST_ERRORS as error:
            if not is_ambiguous(error):
                self._creations.set_state(creation, CreationState.PRESENT)
            raise
        self._creations.set_state(creation, CreationState.DELETED)
        if entry is not None:
            self._journal.remove(entity.name, creation.sourced_id)
        self._count(entity)

    async def _send_deletion(self, collection: ServerCollection, target_id: str) -> None:
        """Delete an object. If there is no reply, look whether the target still has it, and try again if it does."""
        for delay in (*RETRY_DELAYS, None):
            try:
                await collection.delete(target_id)
            except REQUEST_ERRORS as error:
                is_missing = isinstance(error, NotFoundError)
                if not (is_missing or is_ambiguous(error)):
                    raise
                if not await has_object(collection, target_id):
                    return
                if is_missing:
                    # The target has no operation at this path.
                    raise
                if delay is None:
                    raise
                await asyncio.sleep(delay)
                continue
            return

    async def _verify(self, entity: Entity, candidate: Candidate) -> None:
        """Look whether a deleted object is gone."""
        creation = candidate.creation
        if await has_object(self._target.collection(entity), creation.target_id):
            self._creations.set_state(creation, CreationState.PRESENT)
            self._fail(entity, candidate, STILL_THERE)
            return
        self._creations.set_state(creation, CreationState.GONE)
        self._tally(entity).deleted += 1

    # Results

    def _entry_of(self, creation: Creation) -> JournalEntry | None:
        entry = self._journal.get(creation.entity, creation.sourced_id)
        return entry if entry is not None and entry.target_id in (None, creation.target_id) else None

    def _record_gone(self, entity: Entity, candidate: Candidate, *, is_marked: bool) -> None:
        creation = candidate.creation
        was_deleting = creation.state is CreationState.DELETING
        # An earlier undo deleted it, and got no reply or was interrupted. The verification counts it.
        state = CreationState.DELETED if was_deleting else CreationState.GONE
        if not was_deleting:
            self._tally(entity).already_gone += 1
        # An absent object stays in the journal: the credentials may lead to the data of another organisation.
        if (was_deleting or is_marked) and not self._options.dry_run:
            self._creations.set_state(creation, state)
            if self._entry_of(creation) is not None:
                self._journal.remove(entity.name, creation.sourced_id)
        self._count(entity)

    def _keep(self, entity: Entity, candidate: Candidate, reason: str) -> None:
        self._tally(entity).kept += 1
        self._report.kept.append(_key(candidate))
        self._leave(entity, candidate, reason, "is kept")

    def _keep_references_of(self, entity: Entity) -> None:
        """Keep everything that kept objects of an entity may refer to, because their content is unknown."""
        for path in entity.references:
            if not path.deferred and path.collection != entity.name:
                reason = f"{entity.name} that are kept on the target may refer to it"
                self._needed_collections.setdefault(path.collection, reason)

    def _fail(self, entity: Entity, candidate: Candidate, reason: str) -> None:
        self._tally(entity).failed += 1
        self._report.failed.append(_key(candidate))
        self._failed += 1
        self._leave(entity, candidate, reason, "could not be deleted")

    def _leave(self, entity: Entity, candidate: Candidate, reason: str, state: str) -> None:
        """Record an object that stays on the target, and that the objects that it needs have to stay, too."""
        self._report.reasons[_key(candidate)] = reason
        for key in candidate.needs:
            self._needed.setdefault(
                key, f"{entity.singular} {candidate.creation.target_id} refers to it, and {state} on the target"
            )
        self._count(entity)

    def _tally(self, entity: Entity) -> UndoTally:
        return self._report.by_entity.setdefault(entity.name, UndoTally())

    def _count(self, entity: Entity) -> None:
        self._done += 1
        if self._options.progress is not None:
            self._options.progress(
                Progress(
                    entity=entity.name,
                    done=self._done,
                    total=max(self._expected, self._done),
                    failed=self._failed,
                    concurrency=self._concurrency.limit,
                )
            )

    # Concurrent tasks

    async def _for_each(
        self,
        entity: Entity,
        task: Callable[[Entity, Candidate], Coroutine[Any, Any, None]],
        candidates: Iterable[Candidate],
    ) -> None:
        """Run a task for each object, as many at once as the concurrency limit. Raises the first error that ends it."""

        async def run(candidate: Candidate) -> None:
            try:
                await self._handle_errors(entity, candidate, task(entity, candidate))
            finally:
                self._concurrency.release()

        async with task_group() as group:
            for candidate in candidates:
                await self._concurrency.acquire()
                group.create_task(run(candidate))

    async def _handle_errors(self, entity: Entity, candidate: Candidate, task: Coroutine[Any, Any, None]) -> None:
        try:
            await task
        except AuthenticationError:
            raise
        except REQUEST_ERRORS as error:
            if affects_all_requests(error):
                await self._check_target(entity, error)
            self._fail(entity, candidate, str(error))

    async def _check_target(self, entity: Entity, error: Exception) -> None:
        """Raise the error if the target does not respond to another request either."""
        try:
            with contextlib.suppress(NotServedError):
                await self._target.collection(entity).count()
        except TRANSIENT_ERRORS:
            raise error from error.__cause__


def _key(candidate: Candidate) -> tuple[str, str]:
    return candidate.creation.entity, candidate.creation.target_id
