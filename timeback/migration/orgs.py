"""The organisations that users name: whether the target has them, and moving them there, parents first."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Mapping
from functools import partial
from typing import Any, Generic, TypeVar

from timeback_api._core.errors import APIStatusError, ConflictError, InvalidRequestError
from timeback_api._core.model import Model

from .compare import writable
from .report import MigrationReport
from .store import Store

T = TypeVar("T")


def named_orgs(user: Mapping[str, Any]) -> list[str]:
    """The ids of the organisations in a user's roles and primaryOrg, each once."""
    roles = user.get("roles")
    places = [role.get("org") for role in roles if isinstance(role, Mapping)] if isinstance(roles, list) else []
    return list(dict.fromkeys(found for place in (*places, user.get("primaryOrg")) if (found := _id_in(place))))


class Orgs:
    """Asks for each organisation once, however many users name it."""

    def __init__(self, source: Store, target: Store, report: MigrationReport) -> None:
        self._source = source
        self._target = target
        self._report = report
        self._present: _Once[bool] = _Once()
        self._read: _Once[Model | None] = _Once()
        self._placed: _Once[str | None] = _Once()

    async def absent(self, sourced_ids: Iterable[str]) -> list[str]:
        """Those that the target lacks."""
        return [sourced_id for sourced_id in sourced_ids if not await self._on_target(sourced_id)]

    async def bring(self, sourced_ids: Iterable[str], *, dry_run: bool) -> dict[str, str]:
        """Move what the target lacks, with its parents, parents first; why not, for those that could not be moved."""
        problems = {}
        for sourced_id in sourced_ids:
            problem = None
            for step in reversed(await self._way_up(sourced_id)):
                problem = await self._placed(step, partial(self._place, step, dry_run=dry_run))
            if problem is not None:
                problems[sourced_id] = problem
        return problems

    async def _way_up(self, sourced_id: str) -> list[str]:
        """The organisation and its parents, as far up as the target lacks them. Circles are cut."""
        way: list[str] = []
        current: str | None = sourced_id
        while current and current not in way and not await self._on_target(current):
            way.append(current)
            org = await self._on_source(current)
            current = _id_in(org.to_dict().get("parent")) if org is not None else None
        return way

    async def _place(self, sourced_id: str, *, dry_run: bool) -> str | None:
        org = await self._on_source(sourced_id)
        if org is None:
            return f"org {sourced_id} is missing on the source, too"
        if not dry_run:
            try:
                await self._target.create(type(org).from_dict(writable(org.to_dict())))
            except ConflictError:
                # Somebody else was faster, or an answer that got lost was a good one.
                self._present.tell(sourced_id, True)
                return None
            except (APIStatusError, InvalidRequestError) as error:
                if await self._target.get(sourced_id) is None:
                    return f"org {sourced_id} could not be created on the target: {error}"
            self._present.tell(sourced_id, True)
        self._report.orgs_created += 1
        return None

    async def _on_target(self, sourced_id: str) -> bool:
        async def ask() -> bool:
            return await self._target.get(sourced_id) is not None

        return await self._present(sourced_id, ask)

    async def _on_source(self, sourced_id: str) -> Model | None:
        return await self._read(sourced_id, partial(self._source.get, sourced_id))


class _Once(Generic[T]):
    """Does something once for each key; all who ask meanwhile wait for the same answer. A failure is not kept."""

    def __init__(self) -> None:
        self._answers: dict[str, asyncio.Future[T]] = {}

    async def __call__(self, key: str, do: Callable[[], Awaitable[T]]) -> T:
        while key in self._answers:
            answer = self._answers[key]
            await asyncio.wait([answer])
            if not answer.cancelled():
                return answer.result()
        answer = self._answers[key] = asyncio.get_running_loop().create_future()
        try:
            answer.set_result(await do())
        except BaseException:
            del self._answers[key]
            answer.cancel()
            raise
        return answer.result()

    def tell(self, key: str, answer: T) -> None:
        """The answer has changed."""
        told = self._answers[key] = asyncio.get_running_loop().create_future()
        told.set_result(answer)


def _id_in(reference: Any) -> str | None:
    found = reference.get("sourcedId") if isinstance(reference, Mapping) else None
    return found if isinstance(found, str) and found else None
