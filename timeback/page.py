"""Pages of listings: ``Page`` for threads, ``AsyncPage`` for an event loop."""

from __future__ import annotations

import copy
from collections.abc import Awaitable, Callable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, Generic, NoReturn, Self, TypeVar, overload

from timeback._pagination.end_of_listing import ignored_paging, is_end, next_page, plausible_total, promises_more
from timeback._pagination.paginator import IncompleteListingWarning
from timeback._pagination.position import PagePosition
from timeback.errors import BadRequestError, ClientStateError, NotFoundError
from timeback_runtime.frames import clears_locals

if TYPE_CHECKING:
    import pandas  # type: ignore[import-untyped, import-not-found, unused-ignore]
    import polars  # type: ignore[import-untyped, import-not-found, unused-ignore]
    import pyarrow  # type: ignore[import-untyped, import-not-found, unused-ignore]

    from timeback.tables.html import PageView
    from timeback_runtime.messages import RawPage, Request

__all__ = ["AsyncPage", "BasePage", "IncompleteListingWarning", "Page"]

T = TypeVar("T")


class BasePage(Sequence[T], Generic[T]):
    """One page of a listing: a sequence of its objects, with the counters of the listing.

    Attributes:
        items: the objects, as a list.
        total_count: the number of objects in the whole listing, or None if the server does not report it, or reports
            a number that cannot be right.
        limit: the requested page size; if none was requested, the one that the server reports, or None.
        offset: the number of objects before this page.
    """

    __slots__ = ("_next", "_promises_more", "items", "limit", "offset", "total_count")

    def __init__(self, request: Request[list[T]], raw: RawPage[T]) -> None:
        position = PagePosition(request)
        self._next = next_page(position, raw)
        end, is_first = position.offset + len(raw.items), position.offset == 0
        # Asked only if the server sends this page again.
        self._promises_more = partial(promises_more, position, raw, end=end, is_only_page=is_first)
        self.items: list[T] = raw.items
        self.total_count: int | None = plausible_total(position, raw)
        self.limit: int | None = position.limit or raw.limit
        self.offset: int = position.offset if position.is_explicit else raw.offset or position.offset

    @property
    def has_next(self) -> bool:
        """Whether another page follows. If the server reports no total, only an empty page is known to be the last."""
        return self._next is not None

    def _is_end(self, error: Exception) -> bool:
        """Whether the error of the request for the next page shows that this page is the last one."""
        assert self._next is not None
        return is_end(PagePosition(self._next), error, self.total_count)

    def _unless_repeated(self, following: Self) -> Self | None:
        """Return the page that came for ``_next``; None at the end, where some servers send the last page again."""
        if not following.items or following.items != self.items:
            return following
        assert self._next is not None
        if self._promises_more():
            raise ignored_paging(self._next.operation, "sent the same page twice")
        return None

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

    # Copies. A pickled page keeps its objects but not its client.

    def __reduce__(self) -> tuple[Any, ...]:
        return _unpickled, (type(self), self.items, self.total_count, self.limit, self.offset, self.has_next)

    def __copy__(self) -> Self:
        return self._with(list(self.items))

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        return self._with(copy.deepcopy(self.items, memo))

    def _with(self, items: list[T]) -> Self:
        """Return a copy of the page with other objects and the same client."""
        made = object.__new__(type(self))
        for name in (*BasePage.__slots__, "_fetch"):
            setattr(made, name, getattr(self, name))
        made.items = items
        return made

    # Tables

    def to_dicts(self) -> list[dict[str, Any]]:
        """Return the objects as dictionaries with wire names, in the form in which they are sent to the server."""
        from timeback import tables

        return tables.to_dicts(self.items)

    def to_pandas(self) -> pandas.DataFrame:
        """Return the objects as a pandas DataFrame; see ``timeback.tables.to_pandas``."""
        from timeback import tables

        return tables.to_pandas(self.items)

    def to_polars(self) -> polars.DataFrame:
        """Return the objects as a polars DataFrame; see ``timeback.tables.to_polars``."""
        from timeback import tables

        return tables.to_polars(self.items)

    def to_arrow(self) -> pyarrow.Table:
        """Return the objects as an Arrow table; see ``timeback.tables.to_arrow``."""
        from timeback import tables

        return tables.to_arrow(self.items)

    # Notebooks

    def show(self, *, personal: bool = False, rows: int = 20) -> PageView:
        """Return the page as a table for notebooks, by default with ids, counts and names of properties only.

        Args:
            personal: whether to show the values too. They are personal data, and are saved in the notebook file.
            rows: the largest number of objects to show.
        """
        from timeback.tables.html import PageView

        return PageView(self.items, repr(self), personal=personal, rows=rows)

    def _repr_html_(self) -> str:
        return self.show()._repr_html_()


class Page(BasePage[T]):
    """A page that a ``TimeBackClient`` fetched."""

    __slots__ = ("_fetch",)

    def __init__(
        self, request: Request[list[T]], raw: RawPage[T], fetch: Callable[[Request[list[T]]], Page[T]]
    ) -> None:
        super().__init__(request, raw)
        self._fetch = fetch

    @clears_locals
    def next_page(self) -> Page[T] | None:
        """Fetch the next page; return None if this page is the last one.

        Some servers answer a page beyond the end with 400 or 404. That is the end too, unless ``total_count`` promises
        more objects.

        Raises:
            ClientStateError: the page was unpickled, or its client is closed.
            DecodingError: the server sent this page again, although it has more objects.
            TimeBackError: the request failed.
        """
        if self._next is None:
            return None
        try:
            following = self._fetch(self._next)
        except (BadRequestError, NotFoundError) as error:
            if self._is_end(error):
                return None
            raise
        return self._unless_repeated(following)


class AsyncPage(BasePage[T]):
    """A page that an ``AsyncTimeBackClient`` fetched."""

    __slots__ = ("_fetch",)

    def __init__(
        self, request: Request[list[T]], raw: RawPage[T], fetch: Callable[[Request[list[T]]], Awaitable[AsyncPage[T]]]
    ) -> None:
        super().__init__(request, raw)
        self._fetch = fetch

    @clears_locals
    async def next_page(self) -> AsyncPage[T] | None:
        """Fetch the next page; return None if this page is the last one.

        Some servers answer a page beyond the end with 400 or 404. That is the end too, unless ``total_count`` promises
        more objects.

        Raises:
            ClientStateError: the page was unpickled, or its client is closed.
            DecodingError: the server sent this page again, although it has more objects.
            TimeBackError: the request failed.
        """
        if self._next is None:
            return None
        try:
            following = await self._fetch(self._next)
        except (BadRequestError, NotFoundError) as error:
            if self._is_end(error):
                return None
            raise
        return self._unless_repeated(following)


def _unpickled(
    kind: type[BasePage[T]], items: list[T], total_count: int | None, limit: int | None, offset: int, has_next: bool
) -> BasePage[T]:
    page: Any = object.__new__(kind)
    page.items, page.total_count, page.limit, page.offset = items, total_count, limit, offset
    page._next = _UnpickledRequest() if has_next else None
    page._promises_more = lambda: False
    page._fetch = _raise_no_client
    return page  # type: ignore[no-any-return]


class _UnpickledRequest:
    """Placeholder for the request of the next page, which is not pickled."""


def _raise_no_client(_: object) -> NoReturn:
    raise ClientStateError("this page was unpickled and has no client; use a client to request the next offset")
