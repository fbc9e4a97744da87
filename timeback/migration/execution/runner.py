"""One run: entity after entity, many objects at once, then what had to wait, and at the end what objects lacked."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Iterator
from contextlib import aclosing, asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Any, Final, TypeAlias

from timeback._spec.entities import Entity
from timeback.errors import StorageError
from timeback.migration.endpoints.base import Readable, Writable
from timeback.migration.execution.concurrency import Pace
from timeback.migration.execution.context import Context
from timeback.migration.execution.lookup import UNKNOWN, Lookup, lookup_for
from timeback.migration.execution.outcomes import CALL_ERRORS, PASSING, Postponed, first_of, is_about_all
from timeback.migration.execution.selection import Selection, choose
from timeback.migration.execution.transfer import Mover
from timeback.migration.journal.journal import Outcome, Row, State
from timeback.migration.reporting.report import LeftOutReference, Progress, Report, Tally
from timeback_runtime.errors import (
    APIConnectionError,
    APIStatusError,
    AuthenticationError,
    DecodingError,
    NotFoundError,
    PermissionDeniedError,
    ResponseTooLargeError,
)

Work: TypeAlias = Callable[[], Awaitable[None]]
Start: TypeAlias = Callable[[str, Work], Awaitable[None]]

TRIES: Final = 3
PATIENCE: Final = 60.0
"""Seconds in which an end that gave no answer has to give one; each call has had its own tries before that."""
SILENT: Final = 8
"""How many objects in a row may find a server unwell before it is asked whether it is there at all."""
WAITING: Final = f"state IN ({State.PLANNED:d}, {State.SENT:d}) AND run = ?"


def how_to_resume(journal: str | os.PathLike[str] | None, *, files: bool = False) -> str:
    """What to tell somebody whose run was interrupted; ``files`` says that it was to write files."""
    if files:
        return "No file was written. Run it again to begin anew."
    if journal is None:
        return "Run it again to go on: what is equal is left alone."
    return f"Run it again with the journal {Path(journal).name} to go on: what is done is left alone."


class Engine:
    """Moves what a selection says."""

    def __init__(self, context: Context, selection: Selection, pace: Pace) -> None:
        self._context = context
        self._journal = context.journal
        self._selection = selection
        self._pace = pace
        self._mover = Mover(context, self._check_reachable)
        self._probing = asyncio.Lock()
        self._entity: Entity = next(iter(selection.entities.values()))
        self._expected: int | None = None
        self._done = 0
        self._failed = 0
        self._silent = 0
        self._not_carried: dict[str, int] = {}
        self._not_served: list[str] = []
        self.settled = 0
        """How many objects were dealt with, whatever became of them."""

    async def run(self) -> Report:
        """Move everything. Raises only where nothing at all could be moved any further."""
        started = time.monotonic()
        try:
            if self._selection.orgs:
                await self._choose_orgs()
            for entity in self._selection.entities.values():
                await self._move_entity(entity)
            if self._context.options.dry_run:
                await self._mover.judge()
            else:
                await self._complete()
        except (APIConnectionError, APIStatusError, DecodingError, ResponseTooLargeError, StorageError) as error:
            if self.settled or self._journal.resumed:
                error.add_note(self._how_to_go_on())
            raise
        self._journal.finish()
        return self._report(time.monotonic() - started)

    def _how_to_go_on(self) -> str:
        of = "" if self._expected is None else f" of {self._expected}"
        files = self._context.target.all_at_once
        done = f"{self._done}{of} {self._entity.name} were done by then."
        return f"{done} {how_to_resume(self._journal.path, files=files)}"

    async def _move_entity(self, entity: Entity) -> None:
        source, target = self._context.readable(entity.name), self._context.writable(entity.name)
        self._entity, self._expected, self._done, self._failed = entity, None, 0, 0
        self._mover.writer.last_chance = False
        if source is None or not self._selection.can_have(entity, self._journal):
            return
        if target is None:
            if count := await source.count():
                self._not_carried[entity.name] = count
            return
        ids = self._selection.ids.get(entity.name)
        if ids is not None:
            self._expected = len(ids)
            async with self._crew() as start:
                for sourced_id in ids:
                    await start(sourced_id, partial(self._move_named, entity, sourced_id))
        else:
            condition = self._selection.filter_for(entity) if source.filters else None
            try:
                self._expected = await source.count(condition)
                lookup = await self._lookup(target)
            except NotFoundError:
                # A provider of OneRoster need not serve all of it.
                self._not_served.append(entity.name)
                return
            except PermissionDeniedError as error:
                self._context.fail(entity, "", f"these credentials may not: {error}")
                return
            if self._expected == 0:
                return
            if self._selection.scoped or self._selection.sample:
                self._expected = None
            async with self._crew() as start, aclosing(self._selected(entity, source.iterate(condition))) as objects:
                async for sourced_id, value in objects:
                    answer = await lookup.find(sourced_id)
                    await start(sourced_id, partial(self._mover.move, entity, value, answer))
        await self._once_more(entity)

    async def _lookup(self, target: Writable) -> Lookup:
        if self._expected == 0 or self._journal.keeps_ids is False:
            # Where the target has ids of its own, each object is asked for by the one that the journal knows.
            return Lookup()
        return await lookup_for(target, self._selection.sample or self._expected, certain=True)

    async def _selected(
        self, entity: Entity, objects: AsyncGenerator[dict[str, Any], None]
    ) -> AsyncGenerator[tuple[str, dict[str, Any]], None]:
        last, left = None, self._selection.sample
        async with aclosing(objects):
            async for value in objects:
                sourced_id = entity.id_of(value)
                if sourced_id == last:
                    continue
                last = sourced_id
                if not sourced_id:
                    self._without_id(entity)
                    continue
                if not self._selection.admits(entity, value, self._journal):
                    continue
                if self._selection.scoped:
                    choose(self._journal, entity, sourced_id)
                yield sourced_id, value
                if left is not None and (left := left - 1) == 0:
                    return

    def _without_id(self, entity: Entity) -> None:
        self._context.fail(entity, "", f"the source gave a {entity.singular} without a {entity.id_name}")
        self._tell()

    async def _choose_orgs(self) -> None:
        """The organisations asked for, and all below them, in whatever order the source has them."""
        entity = self._context.entities["orgs"]
        source = self._context.readable("orgs")
        while source is not None:
            news = 0
            async with aclosing(source.iterate()) as orgs:
                async for org in orgs:
                    sourced_id = entity.id_of(org)
                    row = self._journal.get("orgs", sourced_id)
                    if (row is None or not row.chosen) and self._selection.admits(entity, org, self._journal):
                        choose(self._journal, entity, sourced_id)
                        news += 1
            if not news:
                return

    async def _once_more(self, entity: Entity) -> None:
        self._mover.writer.last_chance = True
        source = self._context.readable(entity.name)
        assert source is not None
        async with self._crew(again=True) as start:
            for row in self._journal.rows(entity.name, WAITING, self._journal.run):
                await start(row.id, partial(self._take_up, entity, row))

    async def _take_up(self, entity: Entity, row: Row) -> None:
        source = self._context.readable(entity.name)
        found = None if source is None else await source.get(row.id)
        if found is None:
            if row.state is State.SENT and row.creating:
                reason = "its creation got no answer, and it has gone from the source meanwhile"
                self._context.settle(entity, row.id, State.UNKNOWN, Outcome.UNKNOWN, reason=reason)
            else:
                self._context.fail(entity, row.id, "has gone from the source meanwhile")
        else:
            await self._mover.move(entity, found, UNKNOWN)

    async def _move_named(self, entity: Entity, sourced_id: str) -> None:
        source = self._context.readable(entity.name)
        found = None if source is None else await source.get(sourced_id)
        if found is None:
            self._context.fail(entity, sourced_id, "is missing on the source")
        else:
            if self._selection.scoped:
                choose(self._journal, entity, sourced_id)
            await self._mover.move(entity, found, UNKNOWN)

    async def _complete(self) -> None:
        self._mover.writer.last_chance = True
        async with self._crew(again=True) as start:
            for row in self._journal.rows(None, "late AND state = ?", State.DONE):
                await start(row.id, partial(self._complete_one, row))

    async def _complete_one(self, row: Row) -> None:
        self._entity = self._context.entities[row.entity]
        await self._mover.complete(row)

    # Many at once

    @asynccontextmanager
    async def _crew(self, *, again: bool = False) -> AsyncIterator[Start]:
        async def start(sourced_id: str, work: Work) -> None:
            await self._pace.enter()
            tasks.create_task(self._settle(self._entity, sourced_id, work, again=again))

        try:
            async with asyncio.TaskGroup() as tasks:
                yield start
        except BaseExceptionGroup as group:
            first = first_of(group)
            raise first from first.__cause__

    async def _settle(self, entity: Entity, sourced_id: str, work: Work, *, again: bool) -> None:
        try:
            await self._do(entity, sourced_id, work, again=again)
        finally:
            self._pace.leave()
        row = self._journal.get(entity.name, sourced_id)
        if row is not None and row.outcome is not None:
            self.settled += 1
            self._failed += row.outcome in (Outcome.FAILED, Outcome.UNKNOWN)
            self._tell()

    async def _do(self, entity: Entity, sourced_id: str, work: Work, *, again: bool) -> None:
        try:
            await work()
        except AuthenticationError:
            raise
        except Postponed as postponed:
            await self._note_silence(postponed.__cause__)
        except PASSING as error:
            if is_about_all(error):
                await self._check_reachable(error)
            else:
                await self._note_silence(error)
            self._postpone(entity, sourced_id, str(error), again=again)
        except CALL_ERRORS as error:
            if is_about_all(error):
                raise
            self._context.fail(entity, sourced_id, str(error))
        else:
            self._silent = 0

    async def _note_silence(self, error: BaseException | None) -> None:
        """Raise where a server does not do anything any more: it would take hours to learn that object by object."""
        if isinstance(error, PASSING):
            self._silent += 1
            if self._silent >= SILENT:
                await self._check_reachable(error, well=True)
                self._silent = 0

    def _postpone(self, entity: Entity, sourced_id: str, reason: str, *, again: bool) -> None:
        if again:
            self._context.fail(entity, sourced_id, reason)
            return
        row = self._journal.get(entity.name, sourced_id)
        if row is None or row.state is not State.SENT:
            self._context.settle(entity, sourced_id, State.PLANNED, None, reason=reason)

    def _tell(self) -> None:
        self._done += 1
        if self._context.options.progress is not None:
            self._context.options.progress(
                Progress(
                    entity=self._entity.name,
                    done=self._done,
                    total=self._expected or None,  # how many come again is not known before
                    failed=self._failed,
                    concurrency=self._pace.width,
                )
            )

    async def _check_reachable(self, seen: Exception, *, well: bool = False) -> None:
        """Raise where an end is gone: then the others need not find out one by one.

        Args:
            seen: what made somebody ask; raised where an end does not say anything for long.
            well: raise, too, where an end answers, but with nothing but errors of its own.
        """
        try:
            async with self._probing, asyncio.timeout(PATIENCE):
                for store in (self._context.readable(self._entity.name), self._context.writable(self._entity.name)):
                    if store is not None:
                        await _ask(store, well=well)
        except TimeoutError:
            raise seen from seen.__cause__

    # The report

    def _report(self, seconds: float) -> Report:
        tallies: dict[str, Tally] = {name: Tally() for name in self._selection.entities}
        for entity, outcome, count in self._journal.counts():
            tally = tallies.setdefault(entity, Tally())
            setattr(tally, outcome.value, getattr(tally, outcome.value) + count)
        report = Report(
            dry_run=self._context.options.dry_run,
            by_entity={name: tallies[name] for name in self._context.entities if name in tallies},
            hosts=dict(self._context.addresses.hosts),
            addresses_rewritten=self._context.addresses.rewritten,
            resumed=self._journal.resumed,
            not_carried=self._not_carried,
            not_served=tuple(self._not_served),
            written=getattr(self._context.target, "written", None),
            journal=self._journal.path,
            seconds=seconds,
            concurrency=self._pace.highest,
        )
        for row in self._told():
            if row.outcome in (Outcome.FAILED, Outcome.UNKNOWN):
                report.failed.append((row.entity, row.id))
            if row.reason is not None:
                report.reasons[row.entity, row.id] = row.reason
        report.left_out = [
            LeftOutReference(
                entity=one.entity,
                sourced_id=one.id,
                path=one.path,
                collection=one.collection,
                referenced_id=one.named,
                reason=one.reason,
            )
            for one in self._journal.left_out_by_run()
        ]
        return report

    def _told(self) -> Iterator[Row]:
        outcomes = (Outcome.FAILED, Outcome.UNKNOWN, Outcome.SKIPPED)
        marks = ", ".join(f"'{outcome}'" for outcome in outcomes)
        return self._journal.rows(None, f"run = ? AND outcome IN ({marks})", self._journal.run)


async def _ask(store: Readable, *, well: bool) -> None:
    for attempt in range(TRIES):
        try:
            await store.count()
            return
        except PASSING as error:
            if not (well or is_about_all(error)):
                return
            if attempt == TRIES - 1:
                raise
