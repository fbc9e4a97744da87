"""Pages of listings, and the walk from page to page."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Generic, TypeVar, overload

from timeback_api._core.errors import DecodingError, InvalidRequestError

if TYPE_CHECKING:
    from timeback_api._core.wire import Iteration, RawPage, Request

T = TypeVar("T")
PageT = TypeVar("PageT")

DEFAULT_PAGE_SIZE = 1000


class BasePage(Sequence[T], Generic[T]):
    """One page of a listing: a sequence of its objects, and what the server said of the whole.

    Attributes:
        items: the objects, as a list.
        total_count: how many objects the whole listing has, or None where the server does not say.
        limit: the largest number of objects that was asked for, or else what the server says it took.
        offset: how many objects stand before this page.
    """

    __slots__ = ("_request", "items", "limit", "offset", "total_count")

    def __init__(self, request: Request[list[T]], raw: RawPage[T]) -> None:
        self._request = request
        self.items: list[T] = raw.items
        self.total_count: int | None = raw.total
        asked = dict(request.query)
        self.offset: int = int(asked["offset"]) if "offset" in asked else raw.offset or 0
        self.limit: int | None = int(asked["limit"]) if "limit" in asked else raw.limit

    @property
    def has_next(self) -> bool:
        """Whether more objects follow. Without a total only an empty page is sure to be the last one."""
        if not self.items:
            return False
        return self.total_count is None or self.offset + len(self.items) < self.total_count

    def _next(self) -> Request[list[T]] | None:
        if not self.has_next:
            return None
        # A server may have sent fewer than were asked for: what counts is what came.
        return self._request.with_query(offset=self.offset + len(self.items), limit=self.limit)

    @overload
    def __getitem__(self, index: int) -> T: ...

    @overload
    def __getitem__(self, index: slice) -> list[T]: ...

    def __getitem__(self, index: int | slice) -> T | list[T]:
        return self.items[index]

    def __len__(self) -> int:
        return len(self.items)

    def __iter__(self) -> Iterator[T]:
        return iter(self.items)

    def __repr__(self) -> str:
        kind = type(self.items[0]).__name__ if self.items else "objects"
        total = "unknown" if self.total_count is None else self.total_count
        return f"<{type(self).__name__}: {len(self)} {kind}, offset {self.offset}, total {total}>"


class Page(BasePage[T]):
    """A page that a ``TimeBackClient`` gave."""

    __slots__ = ("_fetch",)

    def __init__(
        self, request: Request[list[T]], raw: RawPage[T], fetch: Callable[[Request[list[T]]], Page[T]]
    ) -> None:
        super().__init__(request, raw)
        self._fetch = fetch

    def next_page(self) -> Page[T] | None:
        """The page after this one, or None where this is the last."""
        request = self._next()
        return None if request is None else self._fetch(request)


class AsyncPage(BasePage[T]):
    """A page that an ``AsyncTimeBackClient`` gave."""

    __slots__ = ("_fetch",)

    def __init__(
        self, request: Request[list[T]], raw: RawPage[T], fetch: Callable[[Request[list[T]]], Awaitable[AsyncPage[T]]]
    ) -> None:
        super().__init__(request, raw)
        self._fetch = fetch

    async def next_page(self) -> AsyncPage[T] | None:
        """The page after this one, or None where this is the last."""
        request = self._next()
        return None if request is None else await self._fetch(request)


class Walk(Generic[T]):
    """From page to page to the end of a listing: which request is next, and which objects of its reply are new.

    Servers differ: some cap the size of a page and do not say so, some send no counters, some ignore ``offset``. A short
    page is therefore not the end; an empty one is, or a total that has been reached.
    """

    def __init__(self, iteration: Iteration[T]) -> None:
        request, size, most = iteration.request, iteration.page_size, iteration.operation_most
        if size is not None and not 1 <= whole("page_size", size) <= (most or size):
            raise InvalidRequestError(f"page_size: expected 1 to {most or 'any number'}, got {size}")
        if iteration.max_items is not None and whole("max_items", iteration.max_items) < 0:
            raise InvalidRequestError(f"max_items: expected 0 or more, got {iteration.max_items}")
        self._request = request
        self._size = size or min(DEFAULT_PAGE_SIZE, most or DEFAULT_PAGE_SIZE)
        self._left = iteration.max_items
        self._offset = int(dict(request.query).get("offset", 0))
        self._asked = 0
        self._before: list[Any] = []
        self._done = self._left == 0

    def next_request(self) -> Request[list[T]] | None:
        """The request of the next page; None at the end."""
        if self._done:
            return None
        self._asked = self._size if self._left is None else min(self._size, self._left)
        return self._request.with_query(offset=self._offset, limit=self._asked)

    def feed(self, raw: RawPage[T]) -> list[T]:
        """The objects of a page that have not been given before.

        Raises:
            DecodingError: the server ignores ``offset``, and what is left cannot be reached.
        """
        items = raw.items
        if not items:
            self._done = True
            return []
        identities = [_identity(item) for item in items]
        if self._before and identities == self._before:
            self._done = True
            if len(items) < self._asked or raw.total == len(items):
                return []
            raise self._stuck()
        self._before = identities
        self._offset += len(items)
        if raw.total is not None and self._offset >= raw.total:
            self._done = True
        if self._left is not None:
            items = items[: self._left]
            self._left -= len(items)
            self._done = self._done or not self._left
        return items

    def _stuck(self) -> DecodingError:
        operation = self._request.operation
        return DecodingError(
            f"{operation.method} {operation.path} answered the same page for offset {self._offset}: the server ignores "
            f"offset, so what follows cannot be reached; ask for larger pages, or narrow the listing by filter_expr",
            method=operation.method,
            path=operation.path,
        )


def whole(name: str, value: object) -> int:
    """A whole number, or an error that names the argument."""
    if isinstance(value, bool) or not isinstance(value, int):
        raise InvalidRequestError(f"{name}: expected a whole number, got {type(value).__name__}")
    return value


def _identity(item: Any) -> Any:
    return getattr(item, "sourced_id", None) or getattr(item, "identifier", None) or repr(item)
