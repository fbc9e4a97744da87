"""One migration run: the entities in order, then the deferred references, then the deletions, then the report."""

from __future__ import annotations

import time
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Sequence
from contextlib import aclosing, asynccontextmanager
from functools import partial
from typing import Any, TypeAlias

from timeback._spec.entities import Entity, reaches
from timeback.errors import StorageError
from timeback.migration.endpoints.base import SourceCollection, TargetCollection
from timeback.migration.endpoints.complete_listing import IncompleteListingError, iterate_completely, pages_completely
from timeback.migration.endpoints.file_target import WriteOnlyCollection
from timeback.migration.endpoints.not_served import NotServedError, check_any_served
from timeback.migration.execution.concurrency import AdaptiveConcurrency, task_group
from timeback.migration.execution.context import MigrationContext
from timeback.migration.execution.error_classification import (
    REQUEST_ERRORS,
    TRANSIENT_ERRORS,
    Postponed,
    affects_all_requests,
)
from timeback.migration.execution.health import HealthMonitor
from timeback.migration.execution.lookup import NOT_LOOKED_UP, IdLookup, choose_lookup
from timeback.migration.execution.page_transfer import PageTransfer
from timeback.migration.execution.progress import ProgressTracker, resume_hint
from timeback.migration.execution.report_builder import build_report
from timeback.migration.execution.selection import Selection, mark_selected
from timeback.migration.execution.transfer import ObjectTransfer
from timeback.migration.journal.records import JournalEntry, TransferOutcome, TransferState
from timeback.migration.reporting.report import Report
from timeback_runtime.errors import (
    APIConnectionError,
    APIStatusError,
    AuthenticationError,
    DecodingError,
    ResponseTooLargeError,
)

Task: TypeAlias = Callable[[], Awaitable[None]]
StartTask: TypeAlias = Callable[[Entity, str, Task], Awaitable[None]]


class MigrationRunner:
    """Transfers the objects of a selection."""

    def __init__(self, context: MigrationContext, selection: Selection, concurrency: AdaptiveConcurrency) -> None:
        self._context = context
        self._journal = context.journal
        self._selection = selection
        self._concurrency = concurrency
        first = next(iter(selection.entities.values()))
        self._progress = ProgressTracker(context.options, concurrency, first)
        self._health = HealthMonitor(context, first)
        self._transfer = ObjectTransfer(context, self._health)
        self._page_transfer = PageTransfer(context, self._health, self._progress)

    async def run(self) -> Report:
        """Transfer all selected objects. The failure of one object does not end the run.

        Raises:
            TimeBackError: no more objects can be transferred; a note says how to resume.
            APIError: an endpoint serves none of the collections.
            InvalidRequestError: the organisation of academic sessions is unknown. Nothing was sent.
            StorageError: the journal or the files cannot be written.
        """
        started = time.monotonic()
        try:
            await self._check_sessions()
            if self._selection.orgs:
                await self._select_orgs()
            for entity in self._selection.entities.values():
                await self._transfer_entity(entity)
            if not self._progress.total_done:
                check_any_served(self._selection.entities, self._context.not_served, self._context.not_served_replies)
            if self._context.options.dry_run:
                await self._transfer.completion.review_left_out()
            else:
                await self._send_deferred_references()
                await self._delete_marked()
        except (APIConnectionError, APIStatusError, DecodingError, ResponseTooLargeError, StorageError) as error:
            if self._progress.total_done or self._journal.resumed:
                hint = resume_hint(self._journal.path, writes_files=self._context.target.writes_atomically)
                error.add_note(f"{self._progress} {hint}")
            raise
        self._journal.finish()
        return build_report(
            self._context,
            self._selection.entities,
            seconds=time.monotonic() - started,
            concurrency=self._concurrency.peak,
        )

    async def _check_sessions(self) -> None:
        """Check that the organisation of academic sessions is known, if any are transferred."""
        entities = self._selection.entities
        if reaches("academicSessions", entities, self._context.transferable):
            sessions = self._context.entities["academicSessions"]
            await self._context.source.check_sessions(
                self._selection.filter_for(sessions), for_files=self._context.target.writes_atomically
            )

    # Pass 1: entities in the order of their references

    async def _transfer_entity(self, entity: Entity) -> None:
        source = self._context.source_collection(entity.name)
        target = self._context.target_collection(entity.name)
        self._progress.start(entity)
        self._health.entity = entity
        self._transfer.writer.is_final_pass = False
        if source is None or not self._selection.can_have_objects(entity, self._journal):
            return
        if target is None:
            try:
                await self._count_not_carried(entity, source)
            except NotServedError as error:
                self._context.record_not_served(entity, "source", error.error)
            return
        ids = self._selection.ids.get(entity.name)
        if ids is not None:
            self._progress.expected = len(ids)
            async with self._tasks() as start:
                for sourced_id in ids:
                    await start(entity, sourced_id, partial(self._transfer_by_id, entity, sourced_id))
        elif not await self._transfer_listed(entity, source, target):
            return
        await self._transfer_postponed(entity)

    async def _transfer_listed(self, entity: Entity, source: SourceCollection, target: TargetCollection) -> bool:
        """Transfer the objects that the source lists. False if there are none, or an endpoint does not serve them."""
        condition = self._selection.filter_for(entity) if source.supports_filters else None
        try:
            reported = self._progress.expected = await source.count(condition)
        except NotServedError as error:
            self._context.record_not_served(entity, "source", error.error)
            return False
        if reported == 0:
            return False
        try:
            lookup = await self._choose_lookup(target)
        except NotServedError as error:
            self._context.record_not_served(entity, "target", error.error)
            await self._count_not_carried(entity, source, condition)
            return False
        if self._selection.is_scoped or self._selection.sample:
            self._progress.expected = None
        async with self._tasks() as start:
            # Within the block, whose tasks an exception would cancel.
            try:
                if isinstance(target, WriteOnlyCollection) and self._writes_pages:
                    await self._transfer_pages(entity, target, pages_completely(source, condition, reported), start)
                else:
                    await self._transfer_objects(entity, lookup, iterate_completely(source, condition, reported), start)
            except IncompleteListingError as error:
                self._context.record_failure(entity, "", str(error))
        return True

    async def _transfer_objects(
        self, entity: Entity, lookup: IdLookup, listing: AsyncGenerator[dict[str, Any], None], start: StartTask
    ) -> None:
        async with aclosing(self._selected_objects(entity, listing)) as objects:
            async for sourced_id, value in objects:
                found = await lookup.find(sourced_id)
                await start(entity, sourced_id, partial(self._transfer.transfer, entity, value, found))

    @property
    def _writes_pages(self) -> bool:
        """Whether files are written page by page. A part of the objects is selected by their journal entries."""
        return not (self._context.options.dry_run or self._selection.is_scoped or self._selection.sample)

    async def _transfer_pages(
        self,
        entity: Entity,
        target: WriteOnlyCollection,
        listing: AsyncGenerator[list[dict[str, Any]], None],
        start: StartTask,
    ) -> None:
        async with aclosing(listing) as pages:
            async for page in pages:
                selected = self._select(entity, page)
                await self._transfer_needed(self._page_transfer.needed(entity, selected))
                for sourced_id, value in self._page_transfer.write(entity, selected, target):
                    await start(entity, sourced_id, partial(self._transfer.transfer, entity, value, None))

    async def _transfer_needed(self, needed: Sequence[tuple[str, str]]) -> None:
        """Transfer objects that others need, until one fails: those that need it meet the error again."""
        failed = False

        async def transfer(collection: str, sourced_id: str) -> None:
            nonlocal failed
            try:
                await self._transfer.transfer_needed(collection, sourced_id)
            except (*REQUEST_ERRORS, Postponed):
                failed = True
            finally:
                self._concurrency.release()

        async with task_group() as group:
            for collection, sourced_id in needed:
                await self._concurrency.acquire()
                if failed:
                    self._concurrency.release()
                    break
                group.create_task(transfer(collection, sourced_id))

    async def _count_not_carried(self, entity: Entity, source: SourceCollection, condition: Any = None) -> None:
        """Count the objects of a collection that the target does not have."""
        count = await source.count(condition)
        if count is None:
            async with aclosing(source.iterate(condition)) as objects:
                count = len([None async for _ in objects])
        if count:
            self._context.not_carried[entity.name] = count

    async def _choose_lookup(self, target: TargetCollection) -> IdLookup:
        count = await target.count()
        if self._journal.target_keeps_ids is False:
            # If the target assigns ids, each object is requested by the id in the journal.
            return IdLookup()
        return await choose_lookup(target, self._selection.sample or self._progress.expected, count, certain=True)

    async def _selected_objects(
        self, entity: Entity, objects: AsyncGenerator[dict[str, Any], None]
    ) -> AsyncGenerator[tuple[str, dict[str, Any]], None]:
        previous, remaining = None, self._selection.sample
        async with aclosing(objects):
            async for value in objects:
                sourced_id = entity.id_of(value)
                if sourced_id == previous:
                    continue
                previous = sourced_id
                if not self._is_selected(entity, sourced_id, value):
                    continue
                if self._selection.is_scoped:
                    mark_selected(self._journal, entity, sourced_id)
                yield sourced_id, value
                if remaining is not None and (remaining := remaining - 1) == 0:
                    return

    def _select(self, entity: Entity, page: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
        """The selected objects of a page by their ids. Of objects with the same id, the first counts."""
        found: dict[str, dict[str, Any]] = {}
        for value in page:
            sourced_id = entity.id_of(value)
            if sourced_id not in found and self._is_selected(entity, sourced_id, value):
                found[sourced_id] = value
        return found

    def _is_selected(self, entity: Entity, sourced_id: str, value: dict[str, Any]) -> bool:
        """Whether an object is selected. One without an id is recorded as failed."""
        if not sourced_id.strip():
            reason = f"the source returned a {entity.singular} without {entity.id_name}"
            self._context.record_failure(entity, "", reason)
            self._progress.count()
            return False
        return self._selection.includes(entity, value, self._journal)

    async def _transfer_by_id(self, entity: Entity, sourced_id: str) -> None:
        found = await self._get_from_source(entity, sourced_id)
        if found is None:
            self._context.record_failure(entity, sourced_id, "is missing on the source")
            return
        if self._selection.is_scoped:
            mark_selected(self._journal, entity, sourced_id)
        await self._transfer.transfer(entity, found, NOT_LOOKED_UP)

    async def _transfer_postponed(self, entity: Entity) -> None:
        self._transfer.writer.is_final_pass = True
        async with self._tasks(is_final_pass=True) as start:
            for entry in self._journal.pending(entity.name):
                await start(entity, entry.sourced_id, partial(self._transfer_pending, entity, entry))

    async def _transfer_pending(self, entity: Entity, entry: JournalEntry) -> None:
        found = await self._get_from_source(entity, entry.sourced_id)
        if found is not None:
            await self._transfer.transfer(entity, found, NOT_LOOKED_UP)
        elif entry.state is TransferState.SENT and entry.is_creation:
            reason = "its creation got no reply, and it was removed from the source during the migration"
            self._context.record_outcome(
                entity, entry.sourced_id, TransferState.UNKNOWN, TransferOutcome.UNKNOWN, reason=reason
            )
        else:
            self._context.record_failure(entity, entry.sourced_id, "was removed from the source during the migration")

    async def _select_orgs(self) -> None:
        """Mark the selected organisations and all below them. The source may list them in any order."""
        entity = self._context.entities["orgs"]
        source = self._context.source_collection("orgs")
        try:
            while source is not None and await self._mark_orgs(entity, source):
                pass
        except NotServedError:
            for sourced_id in self._selection.orgs:
                mark_selected(self._journal, entity, sourced_id)

    async def _mark_orgs(self, entity: Entity, source: SourceCollection) -> int:
        """Mark organisations that are selected, or whose parent is marked; return how many."""
        marked = 0
        async with aclosing(source.iterate()) as orgs:
            async for org in orgs:
                sourced_id = entity.id_of(org)
                entry = self._journal.get("orgs", sourced_id)
                is_marked = entry is not None and entry.selected
                if not is_marked and self._selection.includes(entity, org, self._journal):
                    mark_selected(self._journal, entity, sourced_id)
                    marked += 1
        return marked

    async def _get_from_source(self, entity: Entity, sourced_id: str) -> dict[str, Any] | None:
        source = self._context.source_collection(entity.name)
        return None if source is None else await source.get(sourced_id)

    # Pass 2: deferred references

    async def _send_deferred_references(self) -> None:
        self._transfer.writer.is_final_pass = True
        async with self._tasks(is_final_pass=True, counts=False) as start:
            for entry in self._journal.with_deferred_references():
                entity = self._health.entity = self._context.entities[entry.entity]
                await start(entity, entry.sourced_id, partial(self._transfer.completion.complete, entry))

    # Deletions, in the reverse order of the references

    async def _delete_marked(self) -> None:
        if not self._context.options.delete_marked:
            return
        # The plan is on disk first, so that a run that is killed knows later what it deleted.
        await self._journal.flush()
        for entity in reversed(list(self._selection.entities.values())):
            self._health.entity = entity
            async with aclosing(self._transfer.deletion.batches(entity)) as batches:
                async for batch in batches:
                    async with self._tasks(is_final_pass=True, counts=False) as start:
                        for entry in batch:
                            delete = partial(self._transfer.deletion.delete, entity, entry)
                            await start(entity, entry.sourced_id, delete)

    # Concurrent tasks

    @asynccontextmanager
    async def _tasks(self, *, is_final_pass: bool = False, counts: bool = True) -> AsyncIterator[StartTask]:
        """A group of tasks, at most as many at once as the concurrency limit. Raises the first error of a task.

        Args:
            is_final_pass: an object that fails with a transient error is not postponed again.
            counts: whether the objects count for the progress. They have been counted before in a second pass.
        """

        async def start(entity: Entity, sourced_id: str, task: Task) -> None:
            await self._concurrency.acquire()
            group.create_task(run(entity, sourced_id, task))

        run = partial(self._run_task, is_final_pass=is_final_pass, counts=counts)
        async with task_group() as group:
            yield start

    async def _run_task(
        self, entity: Entity, sourced_id: str, task: Task, *, is_final_pass: bool, counts: bool
    ) -> None:
        try:
            await self._handle_errors(entity, sourced_id, task, is_final_pass=is_final_pass)
        finally:
            self._concurrency.release()
        entry = self._journal.get(entity.name, sourced_id)
        if counts and entry is not None and entry.outcome is not None:
            self._progress.advance(failed=entry.outcome in (TransferOutcome.FAILED, TransferOutcome.UNKNOWN))

    async def _handle_errors(self, entity: Entity, sourced_id: str, task: Task, *, is_final_pass: bool) -> None:
        """Run a task. Records an error of a single object, and raises one that affects all objects."""
        try:
            await task()
        except AuthenticationError:
            raise
        except Postponed as postponed:
            await self._health.record_failure(postponed.__cause__)
        except TRANSIENT_ERRORS as error:
            if affects_all_requests(error):
                await self._health.check(error)
            else:
                await self._health.record_failure(error)
            self._postpone(entity, sourced_id, str(error), is_final_pass=is_final_pass)
        except REQUEST_ERRORS as error:
            if affects_all_requests(error):
                raise
            self._context.record_failure(entity, sourced_id, str(error))
        else:
            self._health.record_success()

    def _postpone(self, entity: Entity, sourced_id: str, reason: str, *, is_final_pass: bool) -> None:
        if is_final_pass:
            self._context.record_failure(entity, sourced_id, reason)
            return
        entry = self._journal.get(entity.name, sourced_id)
        if entry is None or entry.state is not TransferState.SENT:
            self._context.record_outcome(entity, sourced_id, TransferState.PLANNED, None, reason=reason)
