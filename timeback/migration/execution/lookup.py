"""Finding each object of the source on the target, in the way that costs least.

Where the target holds few enough, both sides are read in the order of their ids and compared as they come, which takes
a request for 3000 objects and no memory to speak of. What this cannot tell for certain (a target that sorts otherwise,
an id out of order) is asked for by its id.
"""

from __future__ import annotations

import enum
from collections import deque
from contextlib import aclosing
from itertools import pairwise
from typing import Any, Final, TypeAlias

from timeback.migration.endpoints.base import Writable
from timeback_runtime.errors import BadRequestError, UnprocessableEntityError

# A page of 3000 costs a server about as much as 50 single objects.
WORTH_LISTING: Final = 60


class Unknown(enum.Enum):
    """Not answered: ask for it by its id."""

    UNKNOWN = enum.auto()


UNKNOWN: Final = Unknown.UNKNOWN
Answer: TypeAlias = dict[str, Any] | Unknown | None


class Lookup:
    """Asks for nothing itself: every object is looked up by its id."""

    async def find(self, sourced_id: str) -> Answer:
        """The target's object, None where it certainly has none. To be called in the order of the source."""
        return UNKNOWN


class EmptyTarget(Lookup):
    """The target has nothing."""

    async def find(self, sourced_id: str) -> Answer:
        return None


class SideBySide(Lookup):
    """Reads the target along with the source, a page at a time."""

    def __init__(self, target: Writable, *, trust_absence: bool) -> None:
        self._target = target
        self._trust_absence = trust_absence
        self._page: deque[dict[str, Any]] = deque()
        self._passed = ""
        self._ended = False
        self._of_no_use = False

    async def find(self, sourced_id: str) -> Answer:
        if sourced_id <= self._passed:
            return UNKNOWN
        while not self._of_no_use:
            while self._page and _id(self._page[0]) < sourced_id:
                self._passed = _id(self._page.popleft())
            if self._page or self._ended:
                break
            await self._read_on()
        if self._of_no_use:
            return UNKNOWN
        if self._page and _id(self._page[0]) == sourced_id:
            return self._page[0]
        return None if self._trust_absence else UNKNOWN

    async def _read_on(self) -> None:
        try:
            page = await self._target.after(self._passed)
        except (BadRequestError, UnprocessableEntityError):
            self._of_no_use = True
            return
        ids = [self._passed, *map(_id, page)]
        # A server that ignores the filter or sorts in its own way would have us go round in circles.
        self._of_no_use = any(first >= second for first, second in pairwise(ids))
        self._ended = not page
        self._page.extend(page)


async def lookup_for(target: Writable, selected: int | None, *, certain: bool) -> Lookup:
    """The cheapest way to look up ``selected`` objects of the source.

    Args:
        certain: what is said to be absent will be created, so the target's order is proven first.
    """
    held = await target.count()
    if held == 0:
        return EmptyTarget()
    if not target.sorts:
        return Lookup()
    if held is not None and selected is not None and held > WORTH_LISTING * selected:
        return Lookup()
    return SideBySide(target, trust_absence=certain and await _in_order(target))


async def _in_order(target: Writable) -> bool:
    """Whether the target lists by code point, as Python compares; servers with a locale of their own do not."""
    last = ""
    async with aclosing(target.ids()) as items:
        async for sourced_id in items:
            if sourced_id < last:
                return False
            last = sourced_id
    return True


def _id(entity: dict[str, Any]) -> str:
    return str(entity.get("sourcedId") or "")
