"""The end of a listing: whether a page is the last one, and the request of the page after it.

``next_page`` decides for a single page. ``EndOfListing`` decides for an iteration, which also knows the earlier pages:

- An empty page is the last one. If the total promises more objects, up to ``MAX_EMPTY_PAGES`` in a row are skipped.
- A page that reaches the total is the last one. A short page is not, because some servers silently cap the page size.
- A page that the server has sent before is requested once more if the total promises more objects. Otherwise it is the
  last one: some servers answer an offset beyond the end with the last page.
- A server that ignores the paging parameter raises DecodingError, because the remaining objects cannot be reached.

The paginator may stop earlier, when it has ``max_items`` objects.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from timeback_runtime.errors import DecodingError

if TYPE_CHECKING:
    from timeback._pagination.position import PagePosition
    from timeback_runtime.messages import RawPage, Request

T = TypeVar("T")

MAX_EMPTY_PAGES = 2
"""Empty pages in a row that are skipped when the total promises more objects."""
MAX_PAGES_WITHOUT_NEW = 24
"""Pages in a row without a new object after which the server is assumed to repeat itself."""


def next_page(position: PagePosition[T], page: RawPage[Any]) -> Request[list[T]] | None:
    """Return the request of the page after this one, or None if this page is the last one."""
    request = position.request
    match request.operation.paging:
        case "offset":
            # The offset advances by the number of objects received, since a server may send fewer than requested.
            end = position.offset + len(page.items)
            # A total below that number is not the end: if objects were just removed, an empty page follows.
            if page.items and end != page.total:
                return request.with_query(offset=end, limit=position.limit)
        case "page":
            size = position.limit or page.limit or len(page.items)
            pages = page.pages if page.pages is not None or page.total is None else -(-page.total // max(size, 1))
            if page.items and (pages is None or position.page < pages):
                return request.with_query(page=position.page + 1, limit=position.limit)
    return None


class EndOfListing:
    """Decides after each page of an iteration whether another page follows."""

    def __init__(self, label: str) -> None:
        """``label`` names the operation in errors, such as ``GET /users``."""
        self._label = label
        self._empty_pages = 0
        self._pages_without_new = 0
        self._has_repeated = False

    def after_page(
        self, position: PagePosition[T], page: RawPage[Any], *, new_items: int, page_size: int
    ) -> tuple[Request[list[T]] | None, int]:
        """Return the request of the next page, or None at the end; and the offset at which it starts.

        Args:
            position, page: the page just read.
            new_items: how many of its objects were not on earlier pages.
            page_size: how many objects to skip after an empty page.

        Raises:
            DecodingError: the server keeps sending the same objects.
        """
        following, end = next_page(position, page), position.offset + len(page.items)
        self._has_repeated = False
        self._empty_pages = 0 if page.items else self._empty_pages + 1
        by_offset = position.request.operation.paging == "offset"
        if not page.items and by_offset and page.total is not None and end < page.total:
            if self._empty_pages <= MAX_EMPTY_PAGES:
                end += page_size
                following = position.request.with_query(offset=end)
        self._pages_without_new = 0 if new_items else self._pages_without_new + 1
        if self._pages_without_new > MAX_PAGES_WITHOUT_NEW and following is not None:
            raise self._ignored_paging(position, "keeps sending the same objects")
        return following, end

    def after_repeated_page(
        self, position: PagePosition[T], page: RawPage[Any], *, end: int, is_only_page: bool
    ) -> Request[list[T]] | None:
        """Return the request to send after a page that the server has sent before, or None at the end.

        Args:
            position, page: the repeated page.
            end: the offset up to which the listing has been read.
            is_only_page: whether the server has sent no other page so far.

        Raises:
            DecodingError: the server ignores the paging parameter.
        """
        if page.total is not None and page.total > end:
            if self._has_repeated:
                raise self._ignored_paging(position, "sent the same page twice")
            self._has_repeated = True
            return position.request
        if page.total is None and is_only_page and len(page.items) >= (position.limit or 0):
            raise self._ignored_paging(position, "sent the same page twice")
        return None

    def _ignored_paging(self, position: PagePosition[Any], what: str) -> DecodingError:
        operation = position.request.operation
        return DecodingError(
            f"{self._label} {what}: the server ignores {operation.paging}, so the remaining objects cannot be reached; "
            "use a larger page_size, or narrow the listing by a filter",
            method=operation.method,
            path=operation.path,
        )
