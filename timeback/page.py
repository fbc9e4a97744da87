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

    __slots__ = ("_next", "items", "limit", "offset", "total_count")

    def __init__(self, request: Request[list[T]], raw: RawPage[T]) -> None:
        cursor = Cursor(request)
        self._next = cursor.after(raw)
        self.items: list[T] = raw.items
        self.total_count: int | None = raw.total
        self.limit: int | None = cursor.limit or raw.limit
        self.offset: int = cursor.offset if cursor.asked else raw.offset or cursor.offset

    @property
    def has_next(self) -> bool:
        """Whether more objects follow. Without a total only an empty page is sure to be the last one."""
        return self._next is not None

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
        return None if self._next is None else self._fetch(self._next)


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
        return None if self._next is None else await self._fetch(self._next)


class Cursor(Generic[T]):
    """Where a listing stands, by offset or by page, and the request of what follows."""

    __slots__ = ("_request", "asked", "limit", "offset", "page")

    def __init__(self, request: Request[list[T]]) -> None:
        given = dict(request.query)
        self._request = request
        self.limit = int(given["limit"]) if "limit" in given else None
        self.page = int(given.get("page", 1))
        self.asked = "offset" in given or "page" in given
        self.offset = int(given.get("offset", 0)) or (self.page - 1) * (self.limit or 0)

    def after(self, raw: RawPage[T]) -> Request[list[T]] | None:
        """The request of the page after this one; None where there is none."""
        match self._request.operation.paging:
            case "offset":
                # A server may have sent fewer than were asked for: what counts is what came.
                end = self.offset + len(raw.items)
                if raw.items and (raw.total is None or end < raw.total):
                    return self._request.with_query(offset=end, limit=self.limit)
            case "page":
                size = self.limit or raw.limit or len(raw.items)
                pages = raw.pages if raw.pages is not None or raw.total is None else -(-raw.total // max(size, 1))
                if raw.items and (pages is None or self.page < pages):
                    return self._request.with_query(page=self.page + 1, limit=self.limit)
        return None


class Walk(Generic[T]):
    """From page to page to the end of a listing: which request is next, and which objects of its reply are new.

    Servers differ: some cap the size of a page and do not say so, some send no counters, some ignore ``offset``. A
    short page is therefore not the end; an empty one is, or a total that has been reached.
    """

    def __init__(self, iteration: Iteration[T]) -> None:
        request, size, most = iteration.request, iteration.page_size, iteration.operation_most
        if size is not None and not 1 <= whole("page_size", size) <= (most or size):
            raise InvalidRequestError(f"page_size: expected 1 to {most or 'any number'}, got {size}")
        self._left = iteration.max_items
        if self._left is not None and whole("max_items", self._left) < 0:
            raise InvalidRequestError(f"max_items: expected 0 or more, got {self._left}")
        size = size or min(DEFAULT_PAGE_SIZE, most or DEFAULT_PAGE_SIZE)
        self._by_offset = request.operation.paging == "offset"
        if self._left and self._by_offset:
            size = min(size, self._left)
        self._next: Request[list[T]] | None = None if self._left == 0 else request.with_query(limit=size)
        self._before: list[Any] = []

    def next_request(self) -> Request[list[T]] | None:
        """The request of the next page; None at the end."""
        return self._next

    def feed(self, raw: RawPage[T]) -> list[T]:
        """The objects of a page that have not been given before.

        Raises:
            DecodingError: the server ignores ``offset``, and what is left cannot be reached.
        """
        request, items = self._next, raw.items
        assert request is not None
        cursor = Cursor(request)
        self._next = cursor.after(raw)
        identities = [_identity(item) for item in items]
        if items and identities == self._before:
            # The page has come before: the server knows one page only.
            if len(items) < (cursor.limit or 0) or raw.total == len(items):
                self._next = None
                return []
            raise self._stuck(request)
        self._before = identities
        if self._left is not None:
            items = items[: self._left]
            self._left -= len(items)
            if not self._left:
                self._next = None
            elif self._next is not None and self._by_offset:
                self._next = self._next.with_query(limit=min(cursor.limit or self._left, self._left))
        return items

    def _stuck(self, request: Request[list[T]]) -> DecodingError:
        operation = request.operation
        return DecodingError(
            f"{operation.method} {operation.path} answered one page twice: the server ignores {operation.paging}, so "
            f"what follows cannot be reached; ask for larger pages, or narrow the listing by a filter",
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
