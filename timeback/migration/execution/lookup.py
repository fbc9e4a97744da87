"""Lookup of source objects on the target: by sort-merge join over both listings, or by a request for each id.

If the target has few objects compared to the source, both sides are read in the order of their ids and merged. This
takes one request for 3000 objects, and memory for one page. Objects whose result is not certain, because the target
sorts differently or an id is out of order, are requested by their ids.
"""

from __future__ import annotations

import enum
from collections import deque
from contextlib import aclosing
from itertools import pairwise
from typing import Any, Final, TypeAlias

from timeback.migration.endpoints.base import TargetCollection
from timeback_runtime.errors import BadRequestError, InvalidRequestError, UnprocessableEntityError

MERGE_RATIO: Final = 60
"""How many objects of the target may be listed per selected object. A page of 3000 objects costs a server about as much
as 50 single requests."""


class NotLookedUp(enum.Enum):
    """The type of ``NOT_LOOKED_UP``."""

    NOT_LOOKED_UP = enum.auto()
    """The result is not known: request the object by its id."""


NOT_LOOKED_UP: Final = NotLookedUp.NOT_LOOKED_UP
LookupResult: TypeAlias = dict[str, Any] | NotLookedUp | None
"""The object on the target; None if the target certainly has none."""


class IdLookup:
    """Leaves every lookup to a request by id."""

    async def find(self, sourced_id: str) -> LookupResult:
        """The object on the target. Call it in the order of the source's listing."""
        return NOT_LOOKED_UP


class EmptyTargetLookup(IdLookup):
    """The lookup in an empty collection."""

    async def find(self, sourced_id: str) -> LookupResult:
        """None."""
        return None


class SortMergeLookup(IdLookup):
    """Merges the target's listing with the source's, one page at a time."""

    def __init__(self, target: TargetCollection, *, trust_absence: bool) -> None:
        self._target = target
        self._trust_absence = trust_absence
        self._page: deque[dict[str, Any]] = deque()
        self._last_id = ""
        self._has_ended = False
        self._is_unusable = False

    async def find(self, sourced_id: str) -> LookupResult:
        """The object on the target. Call it in the order of the source's listing."""
        if sourced_id <= self._last_id:
            return NOT_LOOKED_UP
        while not self._is_unusable:
            self._skip_to(sourced_id)
            if self._page or self._has_ended:
                break
            await self._read_page()
        if self._is_unusable:
            return NOT_LOOKED_UP
        if self._page and _id(self._page[0]) == sourced_id:
            return self._page[0]
        return None if self._trust_absence else NOT_LOOKED_UP

    def _skip_to(self, sourced_id: str) -> None:
        """Drop the objects of the page whose ids come before an id."""
        while self._page and _id(self._page[0]) < sourced_id:
            self._last_id = _id(self._page.popleft())

    async def _read_page(self) -> None:
        try:
            page = await self._fetch_page()
        except (BadRequestError, InvalidRequestError, UnprocessableEntityError):
            # InvalidRequestError: the filter cannot name the id, because the server cannot read its quote.
            self._is_unusable = True
            return
        ids = [self._last_id, *map(_id, page)]
        # A server that ignores the filter or sorts differently would cause an endless loop.
        self._is_unusable = any(first >= second for first, second in pairwise(ids))
        self._has_ended = not page
        self._page.extend(page)

    async def _fetch_page(self) -> list[dict[str, Any]]:
        return await self._target.page_after(self._last_id)


async def choose_lookup(
    target: TargetCollection, selected: int | None, count: int | None, *, certain: bool
) -> IdLookup:
    """The lookup that needs the fewest requests for ``selected`` objects of the source.

    Args:
        count: how many objects the target has, if it is known.
        certain: objects reported as absent will be created, so the order of the target is verified first.
    """
    if count == 0:
        return EmptyTargetLookup()
    if not target.sorted_by_id:
        return IdLookup()
    if count is not None and selected is not None and count > MERGE_RATIO * selected:
        return IdLookup()
    return SortMergeLookup(target, trust_absence=certain and await _is_sorted(target))


async def _is_sorted(target: TargetCollection) -> bool:
    """Whether the target sorts by code point, as Python does. Servers with a collation of their own do not."""
    previous = ""
    async with aclosing(target.iterate_ids()) as ids:
        async for sourced_id in ids:
            if sourced_id < previous:
                return False
            previous = sourced_id
    return True


def _id(value: dict[str, Any]) -> str:
    return str(value.get("sourcedId") or "")
