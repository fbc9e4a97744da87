"""The root organisation of a server: the organisation of objects for which the server names none."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import aclosing
from typing import TYPE_CHECKING, Any

from timeback._spec.root_organisation import RootOrgFinder
from timeback._spec.status import is_deleted
from timeback.migration.endpoints.not_served import NotServedError
from timeback_runtime.errors import InvalidRequestError

if TYPE_CHECKING:
    from timeback.migration.endpoints.base import SourceCollection


class RootOrganisation:
    """Looks the root organisation up, once, when the first object needs it."""

    def __init__(self, orgs: SourceCollection, given: str | None) -> None:
        """``given``: the id that the caller gave; None to look for it among the organisations."""
        self._orgs = orgs
        self._given = given
        self._finder: RootOrgFinder | None = None
        self._finding = asyncio.Lock()

    @property
    def detached(self) -> list[str]:
        """The ids of organisations that count as at the top although they name a parent."""
        return [] if self._finder is None else self._finder.detached

    async def id(self) -> str | None:
        """The id of the root organisation; None if there is no single one."""
        return self._given if self._given is not None else (await self._found()).id

    async def check(self, sessions: SourceCollection, filter_expr: Any) -> None:
        """Check that the root organisation is known if an academic session needs it.

        Args:
            sessions: the academic sessions, in which those without an organisation have none.
            filter_expr: selects the sessions that are read.

        Raises:
            InvalidRequestError: ``root_org`` is needed, or there is no organisation with this id.
        """
        if self._given is not None:
            await self._check_given(self._given)
        elif await _lacks_org(sessions, filter_expr) and (await self._found()).id is None:
            raise missing_root_org("the source", (await self._found()).candidates)

    async def _check_given(self, sourced_id: str) -> None:
        found = await self._orgs.get(sourced_id)
        if found is None and await _is_served(self._orgs):
            raise InvalidRequestError("root_org: the source has no organisation with this id; check the id")

    async def _found(self) -> RootOrgFinder:
        async with self._finding:
            if self._finder is None:
                finder = RootOrgFinder()
                try:
                    async with aclosing(self._orgs.iterate()) as orgs:
                        async for org in orgs:
                            finder.add(org)
                except NotServedError:
                    pass
                self._finder = finder
        return self._finder


def missing_root_org(where: str, candidates: Sequence[str]) -> InvalidRequestError:
    """The error for academic sessions without an organisation, if there is no single root organisation.

    Args:
        where: what the sessions are from.
        candidates: ids of organisations at the top.
    """
    return InvalidRequestError(
        f"root_org: {where} does not define the organisation of its academic sessions; give the sourcedId of "
        "the organisation" + (f", such as one of: {', '.join(candidates)}" if candidates else "")
    )


async def _lacks_org(sessions: SourceCollection, filter_expr: Any) -> bool:
    try:
        async with aclosing(sessions.iterate(filter_expr)) as objects:
            async for session in objects:
                if not session.get("org") and not is_deleted(session):
                    return True
    except NotServedError:
        pass
    return False


async def _is_served(collection: SourceCollection) -> bool:
    try:
        await collection.count()
    except NotServedError:
        return False
    return True
