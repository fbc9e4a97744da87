"""The end of a listing: whether a page is the last one, and the request of the page after it.

``next_page`` decides for a single page. ``EndOfListing`` decides for an iteration, which also knows the earlier pages:

- An empty page is the last one. If the total promises more objects, up to ``MAX_EMPTY_PAGES`` in a row are skipped.
- A page that reaches the total is the last one. A short page is not, because some servers silently cap the page size.
- Some servers report the length of the page, or 0, as the total. ``reported_total`` leaves out such a total. The next
  page is then the one that the ``Link`` header names, or else the one after the objects received.
- Any total that ends with a page that may be cut off is checked by one more request: see ``_may_be_cut``.
- An error 400 or 404 in place of a later page is the end: see ``is_end``.
- A page that the server has sent before is requested once more if the total promises more objects. Otherwise it is the
  last one: some servers answer an offset beyond the end with the last page.
- A server that ignores the paging parameter raises DecodingError, because the remaining objects cannot be reached.

The paginator may stop earlier, when it has ``max_items`` objects.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from timeback._pagination.links import has_page_links, link_targets, next_link_query
from timeback_runtime.errors import BadRequestError, DecodingError, NotFoundError

if TYPE_CHECKING:
    from timeback._pagination.position import PagePosition
    from timeback_runtime.messages import Operation, RawPage, Request

T = TypeVar("T")

MAX_EMPTY_PAGES = 2
"""Empty pages in a row that are skipped when the total promises more objects."""
MAX_PAGES_WITHOUT_NEW = 24
"""Pages in a row without a new object after which the server is assumed to repeat itself."""
_MAX_DIGITS = 18
"""How long an offset in a link may be."""


def plausible_total(position: PagePosition[Any], page: RawPage[Any]) -> int | None:
    """Return the total of a page, or None if there is none, or it contradicts the page.

    It does if it is below the number of objects on the page, or equal to it although other pages precede, or reached
    although the server links to a next page.
    """
    total, count = page.total, len(page.items)
    if total is None or not count or total > position.offset + count:
        return total if total is None or total >= 0 else None
    if total < count or (total == count and position.offset > 0):
        return None
    # The header is parsed only here: other pages do not need it.
    return None if "next" in link_targets(page) else total


def reported_total(position: PagePosition[Any], page: RawPage[Any]) -> int | None:
    """Return the total of a page, or None if the server reports none that can be believed.

    On a first page that may have been cut off, the length of the page is not believed. On an empty later page, 0 is its
    length too.
    """
    total, count = plausible_total(position, page), len(page.items)
    if not count:
        return total if total or position.offset == 0 else None
    return None if total == count and _may_be_cut(position, page) else total


def _may_be_cut(position: PagePosition[Any], page: RawPage[Any]) -> bool:
    """Return whether a page may end before the listing, because of the requested page size or a cap of the server.

    Some servers cap the page size without saying so. The caps are round numbers. If the server links to its pages, a
    missing link to the next one shows that there is none.
    """
    count, sizes = len(page.items), [size for size in (position.limit, page.limit) if size]
    is_cut = (bool(sizes) and count >= min(sizes)) or count % 10 == 0 or count % 25 == 0
    return is_cut and not has_page_links(page)


def promises_more(position: PagePosition[Any], page: RawPage[Any], *, end: int, is_only_page: bool) -> bool:
    """Return whether a server that sends a page again has more objects.

    Args:
        position, page: the page.
        end: the offset up to which the listing has been read.
        is_only_page: whether the server has sent no other page so far.
    """
    total = reported_total(position, page)
    if total is not None:
        return total > end
    return is_only_page and (len(page.items) >= (position.limit or 0) or "next" in link_targets(page))


def ignored_paging(operation: Operation, what: str) -> DecodingError:
    """Return the error of a server that ignores the paging parameter; ``what`` is what it did."""
    return DecodingError(
        f"{operation.method} {operation.path} {what}: the server ignores {operation.paging}, so the remaining objects "
        "cannot be reached; use a larger page_size or limit, or narrow the listing by a filter",
        method=operation.method,
        path=operation.path,
    )


def is_end(position: PagePosition[Any], error: Exception, total: int | None) -> bool:
    """Return whether an error in place of a later page is the end of the listing.

    Args:
        position: the page that was requested, which follows one that the server has sent.
        error: the error of its request.
        total: the number of objects that the server reports, or None.
    """
    return isinstance(error, BadRequestError | NotFoundError) and (total is None or total <= position.offset)


def next_page(position: PagePosition[T], page: RawPage[Any]) -> Request[list[T]] | None:
    """Return the request of the page after this one, or None if this page is the last one."""
    if not page.items:
        return None
    request, total = position.request, reported_total(position, page)
    match request.operation.paging:
        case "offset":
            # The offset advances by the number of objects received, since a server may send fewer than requested.
            end = position.offset + len(page.items)
            # A total below that number is not the end: if objects were just removed, an empty page follows. Some totals
            # count the objects up to this page, or stop at a maximum.
            if end != total or _may_be_cut(position, page):
                return _by_link(position, page, total) or request.with_query(offset=end, limit=position.limit)
        case "page":
            size = position.limit or page.limit or len(page.items)
            pages = page.pages if page.pages and (page.total is None or total is not None) else None
            if pages is None and total is not None:
                pages = -(-total // max(size, 1))
            if pages is None or position.page < pages:
                return request.with_query(page=position.page + 1, limit=position.limit)
    return None


def _by_link(position: PagePosition[T], page: RawPage[Any], total: int | None) -> Request[list[T]] | None:
    """Return the request that the ``Link`` header names as the next one, if the total does not tell the end.

    Of the link, only the offset and parameters that the request lacks are used. None if following it could leave out
    objects: a server that sends fewer objects than requested may link to the offset after those requested.
    """
    query = None if total is not None or len(page.items) < (position.limit or 0) else next_link_query(page)
    offset = (query or {}).get("offset", "")
    if query is None or not offset.isdecimal() or len(offset) > _MAX_DIGITS:
        return None
    if int(offset) < position.offset + len(page.items):
        return None
    request = position.request
    return request.with_query(**{**query, **dict(request.query), "offset": offset})


class EndOfListing:
    """Decides after each page of an iteration whether another page follows."""

    def __init__(self) -> None:
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
        total = reported_total(position, page)
        self._has_repeated = False
        self._empty_pages = 0 if page.items else self._empty_pages + 1
        by_offset = position.request.operation.paging == "offset"
        if not page.items and by_offset and total is not None and end < total:
            if self._empty_pages <= MAX_EMPTY_PAGES:
                end += page_size
                following = position.request.with_query(offset=end)
        self._pages_without_new = 0 if new_items else self._pages_without_new + 1
        if self._pages_without_new > MAX_PAGES_WITHOUT_NEW and following is not None:
            raise ignored_paging(position.request.operation, "keeps sending the same objects")
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
        if not promises_more(position, page, end=end, is_only_page=is_only_page):
            return None
        if self._has_repeated or reported_total(position, page) is None:
            raise ignored_paging(position.request.operation, "sent the same page twice")
        self._has_repeated = True
        return position.request
