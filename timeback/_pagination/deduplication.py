"""Duplicate and gap detection while paginating: recent ids, repeated pages, and the check of the total count."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Hashable, Sequence
from typing import Any

WINDOW = 4
"""How many full pages of ids are remembered."""


class RecentIds:
    """The ids of the latest pages, in the order received. Memory is bounded, however long the listing is.

    Attributes:
        largest_page: the number of new ids on the largest page.
    """

    def __init__(self, ids: Sequence[str] = ()) -> None:
        self._pages = deque([list(ids)])
        self._ids = set(ids)
        self.largest_page = 0

    def __contains__(self, identity: object) -> bool:
        return identity in self._ids

    def __len__(self) -> int:
        return len(self._ids)

    def new_indexes(self, ids: Sequence[str | None]) -> list[int]:
        """Return the indexes of the ids that are not remembered. An object without an id always counts as new."""
        known = self._ids
        indexes = [index for index, identity in enumerate(ids) if identity is None or identity not in known]
        new = [identity for index in indexes if (identity := ids[index]) is not None]
        if len(set(new)) == len(new):
            return indexes
        first_index = {identity: index for index, identity in reversed(list(enumerate(ids)))}
        return [index for index in indexes if ids[index] is None or first_index[ids[index]] == index]

    def add_page(self, ids: Sequence[str | None]) -> None:
        """Add the new ids of a page, and drop the oldest pages beyond the window."""
        page = [identity for identity in ids if identity is not None]
        if not page:
            return
        self._pages.append(page)
        self._ids.update(page)
        self.largest_page = max(self.largest_page, len(page))
        # Counted in ids, not in pages: a page that repeats most of the one before adds only few ids.
        while len(self._ids) - len(self._pages[0]) >= WINDOW * self.largest_page:
            self._ids.difference_update(self._pages.popleft())

    def latest(self, count: int) -> list[str]:
        """Return the latest ids, at most ``count`` of them."""
        found: list[str] = []
        for page in reversed(self._pages):
            if len(found) >= count:
                break
            found = page[-(count - len(found)) :] + found
        return found


class RepeatedPageDetector:
    """Detects a page that equals the page before it or the first page."""

    def __init__(self) -> None:
        self._first: Hashable = None
        self._last: Hashable = None

    @property
    def is_only_page(self) -> bool:
        """Whether all pages so far were equal."""
        return self._first == self._last

    def is_repeated(self, items: Sequence[Any], ids: Sequence[str | None]) -> bool:
        """Return whether the page is a repetition; remember it if not."""
        fingerprint: Hashable = tuple(ids)
        if None in ids:
            fingerprint = json.dumps(items)
        if fingerprint in (self._first, self._last):
            return True
        if self._first is None:
            self._first = fingerprint
        self._last = fingerprint
        return False


class TotalCountCheck:
    """Compares the number of objects received with the totals that the server sent.

    Attributes:
        total: the latest total, or None if the server has sent none.
        count: the number of different objects received.
    """

    def __init__(self, start: int | None) -> None:
        """``start`` is the number of objects before the first page, or None if it is unknown."""
        self._start = start
        self._smallest: int | None = None
        self._largest: int | None = None
        self.total: int | None = None
        self.count = 0

    def update(self, total: int | None) -> int:
        """Take the total of a page; return by how many objects the listing has shrunk."""
        if total is None:
            return 0
        shrunk = 0 if self.total is None else max(self.total - total, 0)
        self.total = total
        self._smallest = total if self._smallest is None else min(self._smallest, total)
        self._largest = total if self._largest is None else max(self._largest, total)
        return shrunk

    def difference(self) -> str | None:
        """Return the text of a warning if the count is outside of the range of the totals, else None."""
        if self._start is None or self._smallest is None or self._largest is None:
            return None
        if max(self._smallest - self._start, 0) <= self.count <= max(self._largest - self._start, 0):
            return None
        before = f", {self._start} of them before the start" if self._start else ""
        return f"the server reported {self.total} objects{before}, but sent {self.count} different ones"
