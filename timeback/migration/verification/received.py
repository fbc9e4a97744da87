"""Comparison of two servers page by page, as they sent their objects.

Most objects of a migrated roster are the same. Those are recognised before they are normalised, which takes several
times as long as the comparison. Both listings are read in the order of their ids, with the next page requested ahead.
"""

from __future__ import annotations

import asyncio
from typing import Any

from timeback.migration.endpoints.base import SourceCollection
from timeback.migration.endpoints.server import ServerCollection
from timeback.migration.execution.lookup import SortMergeLookup
from timeback.migration.reporting.comparison import are_same_as_received


class ReceivedLookup(SortMergeLookup):
    """Merges the target's listing with the source's, and normalises only objects that are returned."""

    def __init__(self, target: ServerCollection) -> None:
        super().__init__(target, trust_absence=False)
        self._collection = target
        self._next: asyncio.Task[list[dict[str, Any]]] | None = None
        self._next_after = ""

    def take_same(self, value: dict[str, Any]) -> bool:
        """Whether the next object of the target is the same as an object of the source, both as they were received.

        False if it is not certain: then ``find`` has to be called.
        """
        sourced_id = value.get("sourcedId")
        if type(sourced_id) is not str or sourced_id <= self._last_id:
            return False
        page = self._page
        self._skip_to(sourced_id)
        if not page or page[0].get("sourcedId") != sourced_id or not are_same_as_received(value, page[0]):
            return False
        page.popleft()
        self._last_id = sourced_id
        return True

    async def find(self, sourced_id: str) -> Any:
        """The object on the target, normalised. Call it in the order of the source's listing."""
        found = await super().find(sourced_id)
        return await self._collection.complete(found) if isinstance(found, dict) else found

    async def aclose(self) -> None:
        """End the request that was sent ahead."""
        if (task := self._next) is not None:
            self._next = None
            task.cancel()
            await asyncio.wait([task])

    async def _fetch_page(self) -> list[dict[str, Any]]:
        task, self._next = self._next, None
        if task is None or self._next_after != self._last_id:
            page = await self._collection.received_page_after(self._last_id)
        else:
            page = await task
        if page:
            self._next_after = str(page[-1].get("sourcedId") or "")
            self._next = asyncio.create_task(self._collection.received_page_after(self._next_after))
        return page


def can_compare_received(source: SourceCollection, target: SourceCollection) -> bool:
    """Whether objects that both collections sent in the same form are the same when they are normalised."""
    return all(isinstance(one, ServerCollection) and one.normalizes_alike for one in (source, target))
