"""Proving that the target has what the source has."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import aclosing
from typing import Any

from .compare import differences, missing
from .lookup import UNKNOWN, lookup_for
from .pace import Pace
from .report import Difference, Kind, Progress, VerificationResult
from .store import Store, users_of


class UserVerification:
    """One comparison of the users of two servers."""

    def __init__(self, source: Any, target: Any, pace: Pace, progress: Callable[[Progress], object] | None) -> None:
        self._source: Store = users_of(source)
        self._target: Store = users_of(target)
        self._pace = pace
        self._progress = progress
        self._found: list[Difference] = []
        self._expected: int | None = None
        self._checked = 0

    async def run(self, ids: Sequence[str] | None, filter_expr: Any) -> VerificationResult:
        """Compare these users, or those that the filter finds, or all."""
        started = time.monotonic()
        try:
            async with asyncio.TaskGroup() as tasks:
                if ids is None:
                    await self._all(filter_expr, tasks)
                else:
                    await self._named(ids, tasks)
        except BaseExceptionGroup as group:
            first: BaseException = group
            while isinstance(first, BaseExceptionGroup):
                first = first.exceptions[0]
            raise first from first.__cause__
        # A list that was read in one go keeps its order; what was asked for by id comes in as it likes.
        self._found.sort(key=lambda difference: difference.sourced_id)
        return VerificationResult(
            differences=tuple(self._found), checked=self._checked, seconds=time.monotonic() - started
        )

    async def _all(self, filter_expr: Any, tasks: asyncio.TaskGroup) -> None:
        self._expected = await self._source.count(filter_expr)
        if self._expected == 0:
            return
        lookup = await lookup_for(self._target, self._expected, certain=False)
        last = None
        async with aclosing(self._source.iterate(filter_expr)) as users:
            async for user in users:
                entity = user.to_dict()
                sourced_id = str(entity.get("sourcedId") or "")
                if sourced_id == last:
                    continue
                last = sourced_id
                answer = await lookup.find(sourced_id)
                if answer is UNKNOWN and entity.get("status") != "tobedeleted":
                    await self._pace.enter()
                    tasks.create_task(self._ask(sourced_id, entity))
                else:
                    self._compare(sourced_id, entity, answer if isinstance(answer, dict) else None)

    async def _named(self, ids: Sequence[str], tasks: asyncio.TaskGroup) -> None:
        self._expected = len(ids)
        for sourced_id in ids:
            await self._pace.enter()
            tasks.create_task(self._ask(sourced_id, None))

    async def _ask(self, sourced_id: str, entity: Mapping[str, Any] | None) -> None:
        try:
            if entity is None:
                user = await self._source.get(sourced_id)
                entity = None if user is None else user.to_dict()
            there = await self._target.get(sourced_id)
            self._compare(sourced_id, entity, None if there is None else there.to_dict())
        finally:
            self._pace.leave()

    def _compare(self, sourced_id: str, entity: Mapping[str, Any] | None, there: Mapping[str, Any] | None) -> None:
        self._checked += 1
        if entity is None:
            kind: Kind = "missing" if there is None else "added"
            self._found.append(Difference(entity=self._source.entity, sourced_id=sourced_id, path="", kind=kind))
        elif entity.get("status") == "tobedeleted":
            pass  # Left out on purpose.
        elif there is None:
            self._found.append(missing(self._source.entity, sourced_id))
        else:
            self._found += differences(self._source.entity, sourced_id, entity, there)
        if self._progress is not None:
            self._progress(
                Progress(
                    entity=self._source.entity,
                    done=self._checked,
                    total=self._expected,
                    failed=len(self._found),
                    concurrency=self._pace.under_way,
                )
            )
