"""One verification run: reads both endpoints side by side and collects the differences."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import aclosing
from typing import Any

from timeback._spec.entities import Entity
from timeback._spec.status import is_deleted
from timeback.migration.endpoints.base import SourceCollection, SourceEndpoint, TargetCollection, TargetEndpoint
from timeback.migration.endpoints.complete_listing import IncompleteListingError, check_complete, iterate_completely
from timeback.migration.endpoints.not_served import NotServedError, check_any_served
from timeback.migration.execution.concurrency import AdaptiveConcurrency, task_group
from timeback.migration.execution.lookup import NOT_LOOKED_UP, IdLookup, LookupResult, SortMergeLookup, choose_lookup
from timeback.migration.execution.selection import Selection
from timeback.migration.journal.journal import Journal
from timeback.migration.journal.records import JournalEntry, TransferState
from timeback.migration.reporting.comparison import missing_object
from timeback.migration.reporting.report import Difference, LeftOutReference, Progress, Side, VerificationResult
from timeback.migration.verification.expectation import Expectation, VerificationOptions
from timeback.migration.verification.received import ReceivedLookup, can_compare_received
from timeback_runtime.errors import APIError


class VerificationRunner:
    """Compares the selected objects of two endpoints."""

    def __init__(
        self,
        source: SourceEndpoint,
        target: TargetEndpoint,
        selection: Selection,
        concurrency: AdaptiveConcurrency,
        options: VerificationOptions,
        *,
        journal: Journal | None = None,
        compared: Journal | None = None,
        progress: Callable[[Progress], object] | None = None,
    ) -> None:
        """Nothing is requested before ``run()``.

        Args:
            journal: the journal of the migration.
            compared: stores the target ids that were compared, to find objects that only the target has. None if such
                objects do not count as differences.
        """
        self._source, self._target, self._selection = source, target, selection
        self._concurrency = concurrency
        self._expectation = Expectation(source, target, selection, journal, options)
        self._compared = compared
        self._progress = progress
        self._differences: list[Difference] = []
        self._left_out: list[LeftOutReference] = []
        self._not_served: dict[str, Side] = {}
        self._not_served_replies: dict[str, APIError] = {}
        self._expected_count: int | None = None
        self._target_count: int | None = None
        self._checked = self._done = self._failed = 0

    async def run(self) -> VerificationResult:
        """Compare all selected objects.

        Raises:
            TimeBackError: objects cannot be read, or an endpoint serves none of the collections.
        """
        started = time.monotonic()
        for entity in self._selection.entities.values():
            source, target = self._source.collection(entity), self._target.collection(entity)
            if source is None or target is None:
                continue
            if await self._both_serve(entity, source, target):
                await self._compare_entity(entity, source, target)
        if not self._checked:
            check_any_served(self._selection.entities, self._not_served, self._not_served_replies)
        return VerificationResult(
            differences=tuple(self._differences),
            left_out=tuple(self._left_out),
            not_served=self._not_served,
            checked=self._checked,
            seconds=time.monotonic() - started,
        )

    def add_invalid_row(self, entity: Entity, sourced_id: str, reason: str) -> None:
        """Add a difference for a row of a bundle that cannot be read.

        Args:
            sourced_id: the id of its object, or the place of the row if the object is not known.
            reason: its problems, which begin with the place.
        """
        self._differences.append(
            Difference(entity=entity.name, sourced_id=sourced_id, path=f"({reason})", kind="invalid")
        )
        if self._compared is not None:
            target_id = self._expectation.target_id(entity.name, sourced_id)
            self._compared.put(JournalEntry(entity=entity.name, sourced_id=target_id, state=TransferState.EXTERNAL))

    async def _both_serve(self, entity: Entity, source: SourceCollection, target: TargetCollection) -> bool:
        """Count the objects of both endpoints. False if one of them does not serve the collection."""
        if entity.name in self._selection.ids:
            return True
        side: Side = "source"
        try:
            self._expected_count = await source.count(self._selection.filter_for(entity))
            side = "target"
            if self._expected_count != 0 or self._compared is not None:
                self._target_count = await target.count()
        except NotServedError as error:
            self._not_served[entity.name], self._not_served_replies[entity.name] = side, error.error
            return False
        return True

    async def _compare_entity(self, entity: Entity, source: SourceCollection, target: TargetCollection) -> None:
        first_difference, first_left_out = len(self._differences), len(self._left_out)
        self._done = self._failed = 0
        async with task_group() as tasks:
            await self._start_comparisons(entity, source, target, tasks)
        if self._compared is not None:
            await self._find_added(entity, target)
        # Objects that were requested by id finish in any order.
        self._differences[first_difference:] = sorted(
            self._differences[first_difference:], key=lambda difference: difference.sourced_id
        )
        self._left_out[first_left_out:] = sorted(
            self._left_out[first_left_out:], key=lambda reference: reference.sourced_id
        )

    async def _start_comparisons(
        self, entity: Entity, source: SourceCollection, target: TargetCollection, tasks: asyncio.TaskGroup
    ) -> None:
        ids = self._selection.ids.get(entity.name)
        if ids is not None:
            self._expected_count = len(ids)
            for sourced_id in ids:
                await self._concurrency.acquire()
                tasks.create_task(self._request_and_compare(entity, sourced_id, None, source, target))
            return
        condition = self._selection.filter_for(entity)
        if self._expected_count == 0:
            return
        lookup = await choose_lookup(target, self._expected_count, self._target_count, certain=False)
        try:
            if (
                isinstance(lookup, SortMergeLookup)
                and self._expectation.keeps_all_ids
                and can_compare_received(source, target)
            ):
                await self._compare_received(entity, source, target, condition, tasks)
                return
            compare = self._comparison(entity, lookup, source, target, tasks)
            async with aclosing(iterate_completely(source, condition, self._expected_count)) as objects:
                async for value in objects:
                    await compare(value)
        except IncompleteListingError as error:
            self._differences.append(Difference(entity=entity.name, sourced_id="", path=f"({error})", kind="missing"))

    async def _compare_received(
        self, entity: Entity, source: Any, target: Any, condition: Any, tasks: asyncio.TaskGroup
    ) -> None:
        """Compare the objects that two servers list. Those that are the same as received need no more than that."""
        listed = 0
        async with aclosing(ReceivedLookup(target)) as lookup, aclosing(source.received_pages(condition)) as pages:
            compare = self._comparison(entity, lookup, source, target, tasks)
            async for page in pages:
                listed += len(page)
                for value in page:
                    if lookup.take_same(value):
                        self._count(entity, value["sourcedId"], ())
                    else:
                        await compare(await source.complete(value))
        await check_complete(source, condition, self._expected_count, listed)

    def _comparison(
        self,
        entity: Entity,
        lookup: IdLookup,
        source: SourceCollection,
        target: TargetCollection,
        tasks: asyncio.TaskGroup,
    ) -> Callable[[dict[str, Any]], Awaitable[None]]:
        """Return a function that compares an object of the source. Call it in the order of the source's listing."""
        previous: dict[str, Any] | None = None

        async def compare(value: dict[str, Any]) -> None:
            nonlocal previous
            if value == previous:
                return
            previous = value
            sourced_id = entity.id_of(value)
            if not sourced_id.strip():
                self._differences.append(missing_object(entity.name, sourced_id))
                return
            target_id = self._expectation.target_id(entity.name, sourced_id)
            found: LookupResult = await lookup.find(sourced_id) if target_id == sourced_id else NOT_LOOKED_UP
            if found is NOT_LOOKED_UP and (
                self._expectation.is_expected(entity, sourced_id, value)
                or self._expectation.is_expected_gone(entity, sourced_id, value)
            ):
                await self._concurrency.acquire()
                tasks.create_task(self._request_and_compare(entity, sourced_id, value, source, target))
            else:
                existing = found if isinstance(found, dict) else None
                if not self._compare(entity, sourced_id, value, existing):
                    await self._concurrency.acquire()
                    tasks.create_task(self._compare_with_reasons(entity, sourced_id, value, existing))

        return compare

    async def _request_and_compare(
        self,
        entity: Entity,
        sourced_id: str,
        value: Mapping[str, Any] | None,
        source: SourceCollection,
        target: TargetCollection,
    ) -> None:
        try:
            if value is None:
                value = await source.get(sourced_id)
            existing = await target.get(self._expectation.target_id(entity.name, sourced_id))
            if not self._compare(entity, sourced_id, value, existing):
                await self._determine_reasons_and_compare(entity, sourced_id, value, existing)
        finally:
            self._concurrency.release()

    async def _compare_with_reasons(
        self, entity: Entity, sourced_id: str, value: Mapping[str, Any], existing: Mapping[str, Any] | None
    ) -> None:
        try:
            await self._determine_reasons_and_compare(entity, sourced_id, value, existing)
        finally:
            self._concurrency.release()

    async def _determine_reasons_and_compare(
        self, entity: Entity, sourced_id: str, value: Mapping[str, Any] | None, existing: Mapping[str, Any] | None
    ) -> None:
        """Compare again, without references to objects that cannot be on the target."""
        assert value is not None
        assert existing is not None
        missing = self._expectation.missing_references(entity, value, existing)
        absent = await self._expectation.reasons_for_absence(missing)
        self._compare(entity, sourced_id, value, existing, absent)

    def _compare(
        self,
        entity: Entity,
        sourced_id: str,
        value: Mapping[str, Any] | None,
        existing: Mapping[str, Any] | None,
        absent: Mapping[tuple[str, str], str] | None = None,
    ) -> bool:
        """Compare one object and count it. False if ``absent`` has to be determined first.

        Args:
            absent: referenced objects that cannot be on the target, with the reasons.
        """
        found: list[Difference] = []
        left_out: list[LeftOutReference] = []
        if value is None:
            found = [
                Difference(
                    entity=entity.name, sourced_id=sourced_id, path="", kind="missing" if existing is None else "added"
                )
            ]
        elif self._expectation.is_expected(entity, sourced_id, value):
            if existing is None:
                found = [missing_object(entity.name, sourced_id)]
            else:
                result = self._expectation.compare(entity, sourced_id, value, existing, absent)
                if result is None:
                    return False
                found, left_out = result
        elif existing is not None and not is_deleted(existing):
            if self._expectation.is_expected_gone(entity, sourced_id, value):
                found = [Difference(entity=entity.name, sourced_id=sourced_id, path="", kind="added")]
        self._left_out += left_out
        self._count(entity, sourced_id, found)
        return True

    def _count(self, entity: Entity, sourced_id: str, found: Sequence[Difference]) -> None:
        """Count an object that was compared, with its differences."""
        if self._compared is not None:
            target_id = self._expectation.target_id(entity.name, sourced_id)
            self._compared.put(JournalEntry(entity=entity.name, sourced_id=target_id, state=TransferState.EXTERNAL))
        self._checked += 1
        self._done += 1
        self._differences += found
        self._failed += len(found)
        if self._progress is not None:
            self._progress(
                Progress(
                    entity=entity.name,
                    done=self._done,
                    total=self._expected_count,
                    failed=self._failed,
                    concurrency=self._concurrency.in_flight,
                )
            )

    async def _find_added(self, entity: Entity, target: TargetCollection) -> None:
        """Add a difference for each object that only the target has."""
        assert self._compared is not None
        async with aclosing(target.iterate()) as objects:
            async for value in objects:
                target_id = entity.id_of(value)
                if not is_deleted(value) and self._compared.get(entity.name, target_id) is None:
                    self._differences.append(
                        Difference(entity=entity.name, sourced_id=target_id, path="", kind="added")
                    )
