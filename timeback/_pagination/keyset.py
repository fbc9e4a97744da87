"""Keyset pagination: each request asks for the objects after the last id (seek method), without an offset.

The ids are compared by the server alone, in whatever order it has. An object that exists throughout the iteration is
returned once, whatever is added or removed meanwhile: a page begins after an id, which no other object moves.

That holds if the server filters and sorts in the same order. It is proven where it matters, at the end of a page: the
last object, by the sort, of those up to that id, by the filter, must be that object. Then no object that comes later in
the sort is left out by the filter of the next page. The end of the first page is proven before its objects are
returned. Later ends are proven if the total shrinks by more than the objects of the page, or if the server sends no
totals. Other orders return an object twice, or show in the totals.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, NoReturn, TypeVar

from timeback._pagination.checkpoint import Checkpoint, ResumePoint
from timeback._pagination.deduplication import RecentIds, TotalCountCheck
from timeback._pagination.end_of_listing import MAX_EMPTY_PAGES, next_page, reported_total
from timeback._pagination.id_filter import ID_NAME, check_filter_has_room, with_id_conditions
from timeback._pagination.paginator import PageItems, Paginator, as_plain_json, conclude_listing, page_sizes
from timeback._pagination.position import PagePosition
from timeback._pagination.proof_of_order import EndOfPageProof
from timeback._spec.identifiers import key_of
from timeback.errors import KeysetPagingError
from timeback_runtime.decoding import expect_properties
from timeback_runtime.errors import BadRequestError, InvalidRequestError, NotFoundError, UnprocessableEntityError

if TYPE_CHECKING:
    from collections.abc import Callable

    from timeback_runtime.messages import Iteration, Package, RawPage, Request

T = TypeVar("T")


class KeysetPaginator(Generic[T]):
    """Requests a listing page by page, each after the last id of the page before, and returns each object once.

    It has the methods of ``Paginator``, and decodes pages to plain JSON as that does.
    """

    def __init__(
        self,
        iteration: Iteration[T],
        base_url: Callable[[Package], str] = lambda package: "",
        *,
        low: str | None = None,
        high: str | None = None,
        fallback: Callable[[], Paginator[T]] | None = None,
    ) -> None:
        """Prepare the first request.

        Args:
            iteration: a listing that takes a filter and a sort.
            base_url: returns the base URL of a package, which is part of a checkpoint's identity.
            low: only objects with this id or a later one; None for no such bound.
            high: only objects with an id before this one; None for no such bound.
            fallback: returns the paginator that reads the listing if the server cannot be read by keyset pagination
                and no object has been returned; without it, that raises an error.

        Raises:
            InvalidRequestError: an argument is out of range or leaves no room for keyset pagination, or the checkpoint
                belongs to another listing.
            StorageError: the checkpoint cannot be read.
        """
        self._page_size, self._remaining = page_sizes(iteration)
        request, self.parse = as_plain_json(iteration.request)
        _check_query(dict(request.query))
        self._label = f"{request.operation.method} {request.operation.path}"
        path = iteration.checkpoint
        request = request.with_query(offset=None, limit=self._page_size)
        self._checkpoint = None
        if path is not None:
            self._checkpoint = Checkpoint(path, request.with_query(paging="keyset"), base_url)
        point = None if self._checkpoint is None else self._checkpoint.load()
        query = dict(request.query)
        self._filter = query.get("filter")
        if "fields" in query and ID_NAME not in query["fields"].split(","):
            request = request.with_query(fields=f"{query['fields']},{ID_NAME}")
        self._request = request.with_query(sort=ID_NAME, orderBy="asc")
        self._low, self._high = low, high
        self._fallback = fallback
        self._delegate: Paginator[T] | None = None
        # The last id that was returned.
        self._after: str | None = None
        self._recent = RecentIds()
        self._total_check = TotalCountCheck(0)
        # How many objects the latest total leaves after self._after.
        self._left: int | None = None
        self._empty_pages = 0
        self._concluded = False
        # Whether the end of the latest page is proven.
        self._is_proven = False
        if point is not None:
            self._after = point.recent_ids[-1] if point.recent_ids else None
            self._total_check.count = point.count
            self._total_check.update(point.total)
        # What is done once the proof has succeeded.
        self._proof: EndOfPageProof | None = None
        self._when_proven: Callable[[], PageItems] = _nothing
        # Whether objects were returned, by this paginator or before its checkpoint.
        self._has_returned = point is not None and point.count > 0
        # The ids of the page that ends with self._after.
        self._last_ids: list[str] = []
        self._truncated = self._remaining == 0
        self._next: Request[list[Any]] | None = (
            None if self._truncated else self._page_request(self._after, self._remaining)
        )

    @property
    def ended(self) -> bool:
        """Whether no request is left."""
        return self.next_request() is None

    @property
    def problem(self) -> str | None:
        """Why objects may be missing from a listing that was read to its end; None if nothing points to that."""
        return self._total_check.difference() if self._delegate is None else self._delegate.problem

    def next_request(self) -> Request[list[Any]] | None:
        """Return the next request, of a page or of a proof, or None at the end."""
        if self._delegate is not None:
            return self._delegate.next_request()
        return self._next if self._proof is None else self._proof.request()

    def handle(self, result: RawPage[Any] | Exception) -> PageItems:
        """Process the reply to the next request, or its error; return the new objects.

        An error of the request is raised again and leaves the paginator unchanged, so that the same request can be
        repeated.

        Raises:
            KeysetPagingError: the server ignores or rejects the sort or the filter, or filters in another order than
                it sorts.
        """
        if self._delegate is not None:
            return self._delegate.handle(result)
        try:
            if self._proof is not None:
                return self._handle_proof(self._proof, result)
            if isinstance(result, Exception):
                return self._handle_error(result)
            return self._handle_page(result)
        except KeysetPagingError:
            if self._fallback is None or self._has_returned:
                raise
        self._delegate = self._fallback()
        return PageItems([])

    def save(self, point: ResumePoint) -> None:
        """Write the checkpoint, once everything before the point has been read.

        Raises:
            StorageError: the file cannot be written.
        """
        if self._delegate is not None:
            self._delegate.save(point)
        elif self._checkpoint is not None:
            self._checkpoint.save(point)

    def conclude(self) -> None:
        """Finish after the last object was read: remove the checkpoint, and warn once if objects may be missing.

        Raises:
            StorageError: the checkpoint cannot be removed.
        """
        if self._delegate is not None:
            self._delegate.conclude()
            return
        if self._concluded or self._truncated:
            return
        self._concluded = True
        conclude_listing(self._label, self._checkpoint, self.problem)

    def _page_request(self, after: str | None, remaining: int | None) -> Request[list[Any]]:
        limit = self._page_size if remaining is None else min(self._page_size, remaining)
        return self._request.with_query(
            filter=with_id_conditions(
                self._filter,
                (">=", self._low if after is None else None),
                (">", after),
                ("<", self._high),
            ),
            limit=limit,
        )

    def _handle_error(self, error: Exception) -> PageItems:
        if isinstance(error, NotFoundError) and self._after is not None and not self._left:
            # Some servers answer 404 if no object matches.
            self._next = None
            return PageItems([])
        self._raise_if_rejected(error)
        raise error

    def _raise_if_rejected(self, error: Exception) -> None:
        if isinstance(error, BadRequestError | UnprocessableEntityError | InvalidRequestError):
            self._refuse(f"rejects the sort or the filter on {ID_NAME}", error)

    def _handle_page(self, page: RawPage[Any]) -> PageItems:
        request = self._next
        assert request is not None
        expect_properties(page.items, self.parse)
        ids = self._ids_of(page)
        if not ids:
            return self._handle_empty_page(page)
        if self._last_ids and set(self._last_ids).issuperset(ids):
            # A server that ignores the filter has sent its last objects again, if the end of that page is proven.
            return self._after_proof(self._end)
        if any(identity in self._recent for identity in ids):
            self._refuse("sent an object again that it had sent before the id in the filter")
        total = self._total(request, page)
        if total is not None and total < (self._left or 0):
            # Objects were removed, or the filter leaves them out.
            return self._after_proof(lambda: self._accept(request, page, ids, total))
        return self._accept(request, page, ids, total)

    def _total(self, request: Request[list[Any]], page: RawPage[Any]) -> int | None:
        """Return how many objects the server counts from this page on, or None if it reports no total to believe."""
        # A total that the one before has announced is believed, also if it is the length of the page.
        return page.total if page.total and page.total == self._left else reported_total(PagePosition(request), page)

    def _ids_of(self, page: RawPage[Any]) -> list[str]:
        ids = [key_of(item) for item in page.items]
        if None in ids:
            self._refuse(f"sent an object without {ID_NAME}")
        return [identity for identity in ids if identity is not None]

    def _handle_empty_page(self, page: RawPage[Any]) -> PageItems:
        total = page.total or 0
        self._empty_pages += 1
        if total > 0 and self._empty_pages <= MAX_EMPTY_PAGES:
            return PageItems([])
        self._total_check.update(self._total_check.count + max(total, 0))
        return self._after_proof(self._end) if self._left else self._end()

    def _end(self) -> PageItems:
        self._next = None
        return PageItems([])

    def _accept(self, request: Request[list[Any]], page: RawPage[Any], ids: list[str], total: int | None) -> PageItems:
        has_more = next_page(PagePosition(request), page) is not None and total != len(ids)
        kept, remaining = self._recent.new_indexes(ids), self._remaining
        left = None if total is None else total - len(kept)
        if remaining is not None:
            has_more = has_more or len(kept) > remaining
            kept = kept[:remaining]
            remaining -= len(kept)
        kept_ids = [ids[index] for index in kept]
        wants_more = has_more and remaining != 0
        try:
            following = self._page_request(kept_ids[-1], remaining) if wants_more else None
        except InvalidRequestError as error:
            self._refuse("sent an id that a filter cannot contain", error)
        is_first = not self._last_ids
        self._total_check.update(None if total is None else self._total_check.count + total)
        self._after, self._last_ids, self._left, self._empty_pages = kept_ids[-1], kept_ids, left, 0
        self._recent.add_page(kept_ids)
        self._total_check.count += len(kept)
        self._next, self._remaining, self._is_proven = following, remaining, False
        self._truncated = remaining == 0 and has_more
        items = page.items if len(kept) == len(page.items) else [page.items[index] for index in kept]
        result = PageItems(items, self._resume_point())
        if wants_more and (is_first or total is None):
            return self._after_proof(lambda: self._return(result))
        return self._return(result)

    def _return(self, items: PageItems) -> PageItems:
        self._has_returned = True
        return items

    def _resume_point(self) -> ResumePoint | None:
        if self._checkpoint is None:
            return None
        count = self._total_check.count
        ids = [] if self._after is None else [self._after]
        return ResumePoint(count, count, self._total_check.total, default_sort=True, recent_ids=ids)

    def _after_proof(self, continue_: Callable[[], PageItems]) -> PageItems:
        """Prove the end of the latest page unless it is proven, then continue."""
        if self._is_proven or not self._last_ids:
            return continue_()
        self._proof, self._when_proven = EndOfPageProof(self._request, self._filter, self._last_ids), continue_
        return PageItems([])

    def _handle_proof(self, proof: EndOfPageProof, result: RawPage[Any] | Exception) -> PageItems:
        if isinstance(result, Exception):
            self._raise_if_rejected(result)
            raise result
        outcome = proof.handle(result)
        if outcome is None:
            return PageItems([])
        if not outcome:
            self._refuse(f"ignores the sort or the filter on {ID_NAME}, or filters in another order than it sorts")
        continue_, self._when_proven = self._when_proven, _nothing
        self._proof, self._is_proven = None, True
        return continue_()

    def _refuse(self, what: str, cause: Exception | None = None) -> NoReturn:
        operation = self._request.operation
        raise KeysetPagingError(
            f"{self._label}: the server {what}, so that keyset pagination could leave out objects; read the listing "
            "with paging='offset'",
            method=operation.method,
            path=operation.path,
        ) from cause


def _nothing() -> PageItems:
    return PageItems([])


def _check_query(query: dict[str, str]) -> None:
    """Check that the caller's arguments leave room for keyset pagination.

    Raises:
        InvalidRequestError: they do not.
    """
    if query.get("sort", ID_NAME) != ID_NAME or query.get("orderBy", "asc") != "asc":
        raise InvalidRequestError(
            f"sort: keyset pagination returns objects in the order of {ID_NAME}; leave out sort and order_by, and sort "
            "the objects afterwards, or use paging='offset'"
        )
    if int(query.get("offset", 0)):
        raise InvalidRequestError("offset: keyset pagination has no offset; leave it out, or use paging='offset'")
    check_filter_has_room(query.get("filter"))
