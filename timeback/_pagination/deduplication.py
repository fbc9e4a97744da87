"""What a walk remembers of the pages behind it: the ids of the last few, and what the server said of the whole."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Hashable, Sequence
from typing import Any

WINDOW = 4
"""Of how many full pages the ids are remembered."""


def key_of(item: Any) -> str | None:
    """What tells an object, as it came, from the others of its listing; None where it has no id."""
    if isinstance(item, dict):
        for name in ("sourcedId", "identifier"):
            if isinstance(key := item.get(name), str):
                return key
    return None


class Seen:
    """The ids of the last pages, in the order in which they came; memory stays the same however long the listing is.

    Attributes:
        longest: the size of the largest page.
    """

    def __init__(self, keys: Sequence[str] = ()) -> None:
        self._pages = deque([list(keys)])
        self._keys = set(keys)
        self.longest = 0

    def __contains__(self, key: object) -> bool:
        return key in self._keys

    def __len__(self) -> int:
        return len(self._keys)

    def fresh(self, keys: Sequence[str | None]) -> list[int]:
        """The places of those that have not been seen. What has no id is always new."""
        known = self._keys
        places = [place for place, key in enumerate(keys) if key is None or key not in known]
        named = [key for place in places if (key := keys[place]) is not None]
        if len(set(named)) == len(named):
            return places
        firsts = {key: place for place, key in reversed(list(enumerate(keys)))}
        return [place for place in places if keys[place] is None or firsts[keys[place]] == place]

    def remember(self, keys: Sequence[str | None]) -> None:
        """Add a page, and forget the oldest one. The keys must be fresh."""
        page = [key for key in keys if key is not None]
        if not page:
            return
        self._pages.append(page)
        self._keys.update(page)
        self.longest = max(self.longest, len(page))
        # Counted in ids, since of a page that came twice in part only few are new.
        while len(self._keys) - len(self._pages[0]) >= WINDOW * self.longest:
            self._keys.difference_update(self._pages.popleft())

    def last(self, most: int) -> list[str]:
        """The ids that came last."""
        found: list[str] = []
        for page in reversed(self._pages):
            if len(found) >= most:
                break
            found = page[-(most - len(found)) :] + found
        return found


class Echoes:
    """Tells whether a page has come before: the last one and the first one are compared."""

    def __init__(self) -> None:
        self._first: Hashable = None
        self._last: Hashable = None

    @property
    def only_one(self) -> bool:
        """Whether all pages so far were the same one."""
        return self._first == self._last

    def of(self, items: Sequence[Any], keys: Sequence[str | None]) -> bool:
        """Whether this is the page before, or the first one again. It is remembered where it is neither."""
        told: Hashable = tuple(keys)
        if None in keys:
            told = json.dumps(items)
        if told in (self._first, self._last):
            return True
        if self._first is None:
            self._first = told
        self._last = told
        return False


class Tally:
    """How many objects there should be, and how many there were."""

    def __init__(self, start: int | None) -> None:
        """``start`` is how many objects stand before the first page, or None where that cannot be known."""
        self._start = start
        self._least: int | None = None
        self._most: int | None = None
        self.total: int | None = None
        self.count = 0

    def told(self, total: int | None) -> int:
        """Take a total; gives by how many objects the listing has become smaller."""
        if total is None:
            return 0
        shrunk = 0 if self.total is None else max(self.total - total, 0)
        self.total = total
        self._least = total if self._least is None else min(self._least, total)
        self._most = total if self._most is None else max(self._most, total)
        return shrunk

    def difference(self) -> str | None:
        """What does not add up although the total explains it by no change of its own."""
        if self._start is None or self._least is None or self._most is None:
            return None
        if max(self._least - self._start, 0) <= self.count <= max(self._most - self._start, 0):
            return None
        before = f", {self._start} of them before the start" if self._start else ""
        return f"the server spoke of {self.total} objects{before}, and gave {self.count} different ones"
