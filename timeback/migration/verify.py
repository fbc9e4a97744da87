"""Proving that the target has what the source has."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import ExitStack, aclosing
from typing import TYPE_CHECKING, Any, Final

from timeback._spec import entities as catalog
from timeback._spec.entities import Entity
from timeback.migration.endpoints.base import Readable, Source, Target, Writable, places, reading
from timeback.migration.execution.concurrency import DEFAULT_CONCURRENCY, Pace, checked_concurrency
from timeback.migration.execution.context import DELETED
from timeback.migration.execution.dependencies import GONE, LEFT_OUT
from timeback.migration.execution.event_loop import blocking, delivers_interrupts, heard
from timeback.migration.execution.lookup import UNKNOWN, Answer, lookup_for
from timeback.migration.execution.outcomes import first_of
from timeback.migration.execution.payload import Standing, mapped, named, sendable, without
from timeback.migration.execution.selection import Selection, selection
from timeback.migration.execution.url_rewriting import Addresses
from timeback.migration.journal.journal import Journal, Row, State
from timeback.migration.reporting.comparison import Rules, differences, missing, rules_of, writable
from timeback.migration.reporting.report import Difference, Kind, LeftOutReference, Progress, VerificationResult
from timeback_runtime.errors import InvalidRequestError, NotFoundError
from timeback_runtime.frames import clears_locals

if TYPE_CHECKING:
    from timeback.migration.endpoints.base import AnyEnd

ABSENT: Final = "is missing on the target"


class Verification:
    """One comparison of two places."""

    def __init__(
        self,
        source: Source,
        target: Target,
        selected: Selection,
        pace: Pace,
        *,
        journal: Journal | None = None,
        seen: Journal | None = None,
        rules: Callable[[Entity], Rules] = rules_of,
        include_deleted: bool = False,
        carried: bool = False,
        progress: Callable[[Progress], object] | None = None,
    ) -> None:
        self._carried = carried
        """Whether only what the CSV files can carry is compared."""
        self._source, self._target, self._selection, self._pace = source, target, selected, pace
        self._journal = journal
        self._seen = seen
        """Where to keep what of the target is accounted for; None where what only the target has does not count."""
        self._rules = rules
        self._include_deleted = include_deleted
        self._progress = progress
        self._addresses = Addresses(source.place, target.place)
        self._entities = catalog.roster() | catalog.content()
        self._found: list[Difference] = []
        self._left_out: list[LeftOutReference] = []
        self._excuses: dict[tuple[str, str], str | None] = {}
        self._expected: int | None = None
        self._checked = self._done = self._failed = 0

    async def run(self) -> VerificationResult:
        """Compare everything that is selected."""
        started = time.monotonic()
        for entity in self._selection.entities.values():
            source, target = self._source.collection(entity), self._target.collection(entity)
            if source is None or target is None:
                continue
            try:
                if entity.name not in self._selection.ids:
                    self._expected = await source.count(self._selection.filter_for(entity))
            except NotFoundError:
                # A provider of OneRoster need not serve all of it.
                continue
            before, left_before = len(self._found), len(self._left_out)
            self._done = self._failed = 0
            try:
                async with asyncio.TaskGroup() as tasks:
                    await self._entity(entity, source, target, tasks)
            except BaseExceptionGroup as group:
                first = first_of(group)
                raise first from first.__cause__
            if self._seen is not None:
                await self._only_there(entity, target)
            # A list that was read in one go keeps its order; what was asked for by id comes in as it likes.
            self._found[before:] = sorted(self._found[before:], key=lambda difference: difference.sourced_id)
            self._left_out[left_before:] = sorted(self._left_out[left_before:], key=lambda one: one.sourced_id)
        return VerificationResult(
            differences=tuple(self._found),
            left_out=tuple(self._left_out),
            checked=self._checked,
            seconds=time.monotonic() - started,
        )

    async def _entity(self, entity: Entity, source: Readable, target: Writable, tasks: asyncio.TaskGroup) -> None:
        ids = self._selection.ids.get(entity.name)
        if ids is not None:
            self._expected = len(ids)
            for sourced_id in ids:
                await self._pace.enter()
                tasks.create_task(self._ask(entity, sourced_id, None, source, target))
            return
        condition = self._selection.filter_for(entity)
        if self._expected == 0:
            return
        lookup = await lookup_for(target, self._expected, certain=False)
        last = None
        async with aclosing(source.iterate(condition)) as objects:
            async for value in objects:
                sourced_id = entity.id_of(value)
                if sourced_id == last:
                    continue
                last = sourced_id
                there = self._there(entity, sourced_id)
                answer: Answer = await lookup.find(sourced_id) if there == sourced_id else UNKNOWN
                if answer is UNKNOWN and self._is_expected(entity, sourced_id, value):
                    await self._pace.enter()
                    tasks.create_task(self._ask(entity, sourced_id, value, source, target))
                else:
                    twin = answer if isinstance(answer, dict) else None
                    if not self._compare(entity, sourced_id, value, twin):
                        await self._pace.enter()
                        tasks.create_task(self._judge(entity, sourced_id, value, twin))

    async def _ask(
        self, entity: Entity, sourced_id: str, value: Mapping[str, Any] | None, source: Readable, target: Writable
    ) -> None:
        try:
            if value is None:
                value = await source.get(sourced_id)
            there = await target.get(self._there(entity, sourced_id))
            if not self._compare(entity, sourced_id, value, there):
                await self._excuse(entity, sourced_id, value, there)
        finally:
            self._pace.leave()

    async def _judge(
        self, entity: Entity, sourced_id: str, value: Mapping[str, Any], there: Mapping[str, Any] | None
    ) -> None:
        try:
            await self._excuse(entity, sourced_id, value, there)
        finally:
            self._pace.leave()

    def _compare(
        self,
        entity: Entity,
        sourced_id: str,
        value: Mapping[str, Any] | None,
        there: Mapping[str, Any] | None,
        excused: Mapping[tuple[str, str], str] | None = None,
    ) -> bool:
        """Compare one object. False where it is not known yet whether references that the target lacks are expected.

        Args:
            excused: what it names and what cannot be named on the target, with the reasons; None before that is known.
        """
        left_out: list[LeftOutReference] = []
        found: list[Difference] = []
        if value is not None and there is not None and self._is_expected(entity, sourced_id, value):
            found, left_out = self._differences(entity, sourced_id, value, there, excused or {})
            # What files cannot carry is equal without being there, and is told nonetheless.
            if (found or self._carried) and excused is None and self._lost(entity, value, there):
                return False
        self._checked += 1
        self._done += 1
        before = len(self._found)
        if self._seen is not None:
            self._seen.put(Row(entity=entity.name, id=self._there(entity, sourced_id), state=State.OUTSIDE))
        if value is None:
            kind: Kind = "missing" if there is None else "added"
            self._found.append(Difference(entity=entity.name, sourced_id=sourced_id, path="", kind=kind))
        elif not self._is_expected(entity, sourced_id, value):
            pass  # Left out on purpose.
        elif there is None:
            self._found.append(missing(entity.name, sourced_id))
        self._found += found
        self._left_out += left_out
        self._failed += len(self._found) - before
        if self._progress is not None:
            self._progress(
                Progress(
                    entity=entity.name,
                    done=self._done,
                    total=self._expected,
                    failed=self._failed,
                    concurrency=self._pace.under_way,
                )
            )
        return True

    def _differences(
        self,
        entity: Entity,
        sourced_id: str,
        value: Mapping[str, Any],
        there: Mapping[str, Any],
        excused: Mapping[tuple[str, str], str],
    ) -> tuple[list[Difference], list[LeftOutReference]]:
        def known(collection: str, named: str) -> str | Standing:
            return Standing.ABSENT if (collection, named) in excused else self._known(collection, named)

        expected, gone = mapped(entity, writable(self._prepared(entity, value)), known)
        left_out = [
            LeftOutReference(
                entity=entity.name,
                sourced_id=sourced_id,
                path=one.path,
                collection=one.collection,
                referenced_id=one.sourced_id,
                reason=excused.get((one.collection, one.sourced_id)) or self._reason(one.collection, one.sourced_id),
            )
            for one in gone
        ]
        given = {**without(there, gone), entity.id_name: expected.get(entity.id_name)}
        if self._carried:
            from timeback.bundles import carried

            left, right = (carried(entity.name, one) for one in (expected, given))
            expected, given = left or {}, right or {}
        return differences(entity.name, sourced_id, expected, given, self._rules(entity)), left_out

    def _prepared(self, entity: Entity, value: Mapping[str, Any]) -> dict[str, Any]:
        made = self._addresses.apply(sendable(entity, value))
        if self._carried:
            from timeback.bundles.object_to_rows import DERIVED_PROPERTIES

            for name in DERIVED_PROPERTIES.get(entity.name, ()):
                made.pop(name, None)
        return made

    def _lost(self, entity: Entity, value: Mapping[str, Any], there: Mapping[str, Any]) -> list[tuple[str, str]]:
        """What the source's object names and the target's does not."""
        has = {(one.path.collection, one.sourced_id) for one in named(entity, there)}
        names = ((one.path.collection, one.sourced_id) for one in named(entity, self._prepared(entity, value)))
        return [one for one in dict.fromkeys(names) if (one[0], self._id_there(*one)) not in has]

    async def _excuse(
        self,
        entity: Entity,
        sourced_id: str,
        value: Mapping[str, Any] | None,
        there: Mapping[str, Any] | None,
    ) -> None:
        """Compare once more, without references that cannot be on the target, since what they name is not."""
        assert value is not None
        assert there is not None
        excused = {}
        for one in self._lost(entity, value, there):
            if one not in self._excuses:
                self._excuses[one] = await self._why_absent(*one)
            reason = self._excuses[one]
            if reason is not None:
                excused[one] = reason
        self._compare(entity, sourced_id, value, there, excused)

    async def _why_absent(self, collection: str, sourced_id: str) -> str | None:
        """Why the target has no object of this id; None where it has one, or should have."""
        entity = self._entities[collection]
        source, target = self._source.collection(entity), self._target.collection(entity)
        if target is not None and await target.get(self._id_there(collection, sourced_id)) is not None:
            return None
        found = None if source is None else await source.get(sourced_id)
        if found is None:
            return GONE
        if self._is_left_behind(found):
            return LEFT_OUT
        row = None if self._journal is None else self._journal.get(collection, sourced_id)
        if row is not None and row.target is None:
            return row.reason or ABSENT
        # Where it should be there, it is a difference of its own.
        return ABSENT if self._selection.is_whole(collection) else None

    def _reason(self, collection: str, sourced_id: str) -> str:
        row = None if self._journal is None else self._journal.get(collection, sourced_id)
        return ABSENT if row is None or row.reason is None else row.reason

    async def _only_there(self, entity: Entity, target: Writable) -> None:
        assert self._seen is not None
        async with aclosing(target.iterate()) as objects:
            async for value in objects:
                there = entity.id_of(value)
                if value.get("status") != DELETED and self._seen.get(entity.name, there) is None:
                    self._found.append(Difference(entity=entity.name, sourced_id=there, path="", kind="added"))

    def _is_expected(self, entity: Entity, sourced_id: str, value: Mapping[str, Any]) -> bool:
        """Whether the target should have an object of the source."""
        if self._is_left_behind(value):
            return False
        if self._journal is None or self._journal.fact(f"whole {entity.name}") == "yes":
            return True
        row = self._journal.get(entity.name, sourced_id)
        return row is not None and row.state not in (State.OUTSIDE, State.LEFT_OUT)

    def _is_left_behind(self, value: Mapping[str, Any]) -> bool:
        """Whether an object of the source is not expected on the target, since it is to be deleted."""
        included = self._include_deleted
        if self._journal is not None:
            included = included or self._journal.fact("include deleted") == "yes"
        return value.get("status") == DELETED and not included

    def _there(self, entity: Entity, sourced_id: str) -> str:
        return self._id_there(entity.name, sourced_id)

    def _id_there(self, collection: str, sourced_id: str) -> str:
        """The id on the target that an object has, or would have."""
        row = None if self._journal is None else self._journal.get(collection, sourced_id)
        return sourced_id if row is None else row.target or sourced_id

    def _known(self, collection: str, sourced_id: str) -> str | Standing:
        row = None if self._journal is None else self._journal.get(collection, sourced_id)
        if row is not None and row.target is None and row.state is State.LEFT_OUT:
            return Standing.LEFT_OUT
        return self._id_there(collection, sourced_id)


@clears_locals
async def verify_async(
    source: AnyEnd,
    target: AnyEnd,
    entities: Iterable[str] | None = None,
    *,
    journal: str | os.PathLike[str] | None = None,
    strict: bool = False,
    qti: bool = False,
    include_deleted: bool = False,
    concurrency: int = DEFAULT_CONCURRENCY,
    progress: Callable[[Progress], object] | None = None,
    root_org: str | None = None,
) -> VerificationResult:
    """Compare two places, object by object and property by property.

    What servers manage themselves (``dateLastModified``, ``href``) is not compared. Missing, null and empty count as
    equal. Lists of references and of enumeration values compare as sets, everything else in order.

    Args:
        source, target: clients, or paths of CSV bundles.
        entities: wire names such as ``["orgs", "users"]``; all unless told.
        journal: the journal of the migration. It tells which ids the target gave, and what was left out on purpose,
            which is not expected then.
        strict: count objects that only the target has as differences, too.
        qti: compare QTI content, too.
        include_deleted: expect what is marked as deleted, too.
        concurrency: the most calls at once.
        progress: called with a :class:`Progress` after each object.
        root_org: of a bundle, as of :class:`Migration`.

    Returns:
        True where nothing differs; iterates over the differences, whose repr shows ids and property paths only.

    Raises:
        ConfigurationError: source and target are the same server, or the journal is one of another migration.
        StorageError: the journal is damaged, or cannot be read.
        InvalidRequestError: an argument makes no sense.
    """
    selected = selection(catalog.chosen(entities, qti=qti))
    return await compare_ends(
        source,
        target,
        selected,
        concurrency,
        journal=journal,
        strict=strict,
        include_deleted=include_deleted,
        progress=progress,
        root_org=root_org,
    )


verify = blocking(verify_async)
"""``verify_async`` for code that is not async; works where a loop is running, too, as in a notebook."""


@delivers_interrupts
async def compare_ends(
    source: AnyEnd,
    target: AnyEnd,
    selected: Selection,
    concurrency: int,
    *,
    journal: str | os.PathLike[str] | None = None,
    strict: bool = False,
    rules: Callable[[Entity], Rules] = rules_of,
    include_deleted: bool = False,
    progress: Callable[[Progress], object] | None = None,
    root_org: str | None = None,
) -> VerificationResult:
    """Compare what is selected of two places."""
    pace = Pace(checked_concurrency(concurrency))
    left, right = places(source, target)
    with ExitStack() as books:
        book = seen = None
        if journal is not None:
            if not os.path.exists(journal):  # noqa: ASYNC240, PTH110 - one look, before anything else is under way
                raise InvalidRequestError(f"journal: there is no file {os.path.basename(journal)}")  # noqa: PTH119
            book = books.enter_context(Journal(journal, source=left.name, target=right.name, scratch=True))
        if strict:
            seen = books.enter_context(Journal(None, source=left.name, target=right.name))
        async with (
            reading(source, pace.observe, root_org=root_org) as one,
            reading(target, pace.observe, root_org=root_org) as other,
        ):
            return await Verification(
                one,
                other,
                selected,
                pace,
                journal=book,
                seen=seen,
                rules=rules,
                include_deleted=include_deleted,
                carried=any(isinstance(end, (str, os.PathLike)) for end in (source, target)),
                progress=heard(progress),
            ).run()
