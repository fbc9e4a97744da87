"""The pages between the threads or tasks that fetch ranges and the reader, without a lock."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Any

from timeback._pagination.pages import JSONPage
from timeback._pagination.prefetch import MAX_BUFFERED_PAGES

if TYPE_CHECKING:
    from timeback._pagination.paging import AnyPaginator


class BufferedPages:
    """What the workers have fetched and the reader has not taken.

    Attributes:
        error: the first error of a worker, which ends the others.
        closed: whether the reader needs no more pages.
    """

    def __init__(self) -> None:
        self.error: BaseException | None = None
        self.closed = False
        self._ready: deque[tuple[int, JSONPage]] = deque()
        self._ended: deque[AnyPaginator[Any]] = deque()
        # How many pages of each range are ready or being fetched.
        self._counts: list[int] = []
        self._unfinished = 0

    def start(self, ranges: int) -> None:
        """Begin with so many ranges, none of which has been read to its end."""
        self._counts, self._unfinished = [0] * ranges, ranges

    @property
    def is_stopped(self) -> bool:
        """Whether the workers should fetch no more pages."""
        return self.closed or self.error is not None

    @property
    def is_empty(self) -> bool:
        """Whether the reader has to wait for a worker."""
        return self._unfinished > 0 and not (self._ready or self._ended or self.is_stopped)

    def has_room(self, index: int) -> bool:
        """Whether a range may fetch another page."""
        return self._counts[index] < MAX_BUFFERED_PAGES

    def reserve(self, index: int) -> bool:
        """Count a page that a range is about to fetch; return False if it should not."""
        if self.is_stopped:
            return False
        self._counts[index] += 1
        return True

    def put(self, index: int, page: JSONPage | None, paginator: AnyPaginator[Any]) -> None:
        """Add a page of a range, or None at its end."""
        if page is None:
            self._ended.append(paginator)
        elif not self.closed:
            self._ready.append((index, page))

    def fail(self, error: BaseException) -> bool:
        """Keep the first error, and drop the pages; return whether it is the first one."""
        is_first = self.error is None
        if is_first:
            self.error = error
        self._ready.clear()
        return is_first

    def close(self) -> None:
        """Drop the pages, and take no more."""
        self.closed = True
        self._ready.clear()

    def take(self) -> tuple[JSONPage | None, AnyPaginator[Any] | None]:
        """Return the next page, or the paginator of a range that was read to its end; neither at the end of all.

        Raises:
            BaseException: that of a worker.
        """
        if self.error is not None:
            raise self.error
        if not self.closed and self._ready:
            index, page = self._ready.popleft()
            self._counts[index] -= 1
            return page, None
        if self.closed or not self._ended:
            return None, None
        self._unfinished -= 1
        return None, self._ended.popleft()
