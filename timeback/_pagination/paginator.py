"""Paginator: state machine from page to page of a listing, without I/O except for the checkpoint file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, TypeVar

from timeback._pagination.checkpoint import MAX_RECENT_IDS, Checkpoint, ResumePoint
from timeback._pagination.deduplication import RecentIds, RepeatedPageDetector, TotalCountCheck
from timeback._pagination.end_of_listing import EndOfListing, is_end, reported_total
from timeback._pagination.position import PagePosition
from timeback._spec.identifiers import key_of
from timeback_runtime.arguments import whole_number
from timeback_runtime.decoding import expect_properties, identity
from timeback_runtime.errors import BadRequestError, InvalidRequestError, UnprocessableEntityError
from timeback_runtime.frames import warn_caller
from timeback_runtime.model import Model
from timeback_runtime.records import evolve, field, frozen

if TYPE_CHECKING:
    from collections.abc import Callable

    from timeback_runtime.messages import Iteration, Package, RawPage, Request

T = TypeVar("T")

DEFAULT_PAGE_SIZE = 1000


class IncompleteListingWarning(UserWarning):
    """A listing returned more or fewer objects than the server reported, and no change of the total explains it."""


@frozen
class PageItems:
    """The new objects of a page as decoded JSON, and the position to resume from once they have been read."""

    items: list[Any] = field(repr=False)
    resume_point: ResumePoint | None = None


class Paginator(Generic[T]):
    """Requests a listing page by page to its end, and returns each object once.

    Servers differ: some silently cap the page size, some send no counters, some ignore ``offset``. A short page is
    therefore not the end; ``end_of_listing`` has the rules.

    Objects may be added and removed during the iteration. If the caller gives no order, the listing is sorted by
    ``sourcedId``, which does not change. An object added before the current position shifts others to the next page,
    where they appear again: duplicates are dropped. An object removed before it would cause others to be skipped: the
    total has then become smaller, and the paginator goes back until a page starts with a known object.

    Pages are decoded to plain JSON. The reader converts their objects to models one by one with ``parse``, while the
    next pages are being fetched.
    """

    def __init__(
        self,
        iteration: Iteration[T],
        default_sort: str | None = None,
        base_url: Callable[[Package], str] = lambda package: "",
    ) -> None:
        """Prepare the first request.

        Args:
            iteration: the listing.
            default_sort: the property to sort by if the caller gives no order, or None.
            base_url: returns the base URL of a package, which is part of a checkpoint's identity.

        Raises:
            InvalidRequestError: an argument is out of range, or the checkpoint belongs to another listing.
            StorageError: the checkpoint cannot be read.
        """
        self._page_size, self._remaining = page_sizes(iteration)
        request, self.parse = as_plain_json(iteration.request)
        if request.operation.paging is not None:
            request = request.with_query(limit=self._page_size)
        query = dict(request.query)
        self._label = f"{request.operation.method} {request.operation.path}"
        self._by_offset = request.operation.paging == "offset"
        path = iteration.checkpoint
        self._checkpoint = None if path is None else Checkpoint(path, request, base_url)
        point = None if self._checkpoint is None else self._checkpoint.load()
        if self._by_offset and "fields" in query and "sourcedId" not in query["fields"].split(","):
            # Duplicates can only be recognised by their ids.
            request = request.with_query(fields=f"{query['fields']},sourcedId")
        self._sorted_by_default = (
            default_sort is not None
            and not query.keys() & {"sort", "orderBy"}
            and (point is None or point.default_sort)
        )
        if self._sorted_by_default:
            request = request.with_query(sort=default_sort, orderBy="asc")
        # The listing has been read from the offset _start up to, but not including, the offset _end.
        self._start = self._end = PagePosition(request).offset
        self._total_check = TotalCountCheck(self._start if self._by_offset or "page" not in query else None)
        self._recent, self._repeated = RecentIds(), RepeatedPageDetector()
        self._end_of_listing = EndOfListing()
        # Whether the server has answered; a warning has been given; objects may be missing.
        self._answered = self._concluded = self._has_gap = False
        # How many objects before _end the next request asks for again, to find the position after a removal.
        self._overlap = 0
        # Whether max_items ends the iteration before the end of the listing.
        self._truncated = self._remaining == 0
        if point is not None:
            request = self._resume(request, point)
        self._next: Request[list[Any]] | None = None if self._truncated else self._limited(request)

    @property
    def ended(self) -> bool:
        """Whether no request is left."""
        return self._next is None

    @property
    def problem(self) -> str | None:
        """Why objects may be missing from a listing that was read to its end; None if nothing points to that."""
        if self._has_gap:
            return "objects were removed during the iteration, and others may have been skipped"
        return self._total_check.difference()

    def next_request(self) -> Request[list[Any]] | None:
        """Return the request of the next page, or None at the end."""
        return self._next

    def handle(self, result: RawPage[Any] | Exception) -> PageItems:
        """Process the page or the error of the next request; return the new objects.

        An error of the request is raised again and leaves the paginator unchanged, so that the same request can be
        repeated.

        Raises:
            DecodingError: the server ignores the paging parameter, and the remaining objects cannot be reached.
        """
        request = self._next
        assert request is not None
        if isinstance(result, Exception):
            return self._handle_error(request, result)
        self._answered = True
        expect_properties(result.items, self.parse)
        position, ids = PagePosition(request), [key_of(item) for item in result.items]
        shrunk = self._total_check.update(reported_total(position, result))
        if self._by_offset and (shrunk or self._overlap) and not self._joins(position, ids):
            if self._overlap < len(self._recent):
                self._overlap = min(max(2 * self._overlap, shrunk + 1), len(self._recent))
                self._next = self._limited(request.with_query(offset=max(self._end - self._overlap, self._start)))
                return PageItems([])
            self._has_gap = True
        elif (
            ids
            and not self._overlap
            and position.offset > self._start
            and self._repeated.is_repeated(result.items, ids)
        ):
            self._next = self._end_of_listing.after_repeated_page(
                position, result, end=self._end, is_only_page=self._repeated.is_only_page
            )
            return PageItems([])
        if position.offset <= self._start:
            self._repeated.is_repeated(result.items, ids)
        self._overlap = 0
        return self._accept(position, result, ids)

    def _handle_error(self, request: Request[list[Any]], error: Exception) -> PageItems:
        """Continue after an error of a request if that is possible; else raise it again."""
        rejected = isinstance(error, BadRequestError | UnprocessableEntityError)
        if rejected and self._sorted_by_default and not self._answered:
            # The caller requested no order. A server that cannot sort is read in its own order.
            self._sorted_by_default = False
            self._next = request.with_query(sort=None, orderBy=None)
        elif self._total_check.count and not self._overlap and is_end(PagePosition(request), error, None):
            # A total that promises more objects causes a warning, as after an empty page.
            self._next = None
        else:
            raise error
        return PageItems([])

    def save(self, point: ResumePoint) -> None:
        """Write the checkpoint, once everything before the point has been read.

        Raises:
            StorageError: the file cannot be written.
        """
        if self._checkpoint is not None:
            self._checkpoint.save(point)

    def conclude(self) -> None:
        """Finish after the last object was read: remove the checkpoint, and warn once if objects may be missing.

        Raises:
            StorageError: the checkpoint cannot be removed.
        """
        if self._concluded or self._truncated:
            return
        self._concluded = True
        conclude_listing(self._label, self._checkpoint, self.problem)

    def _resume(self, request: Request[list[Any]], point: ResumePoint) -> Request[list[Any]]:
        self._answered = True
        self._total_check.update(point.total)
        self._total_check.count = point.count
        self._recent = RecentIds(point.recent_ids)
        if not self._by_offset:
            return request.with_query(page=point.position)
        self._end = point.position
        # Objects may have been added or removed since, so that the first page must start with the last object read.
        self._overlap = 1 if point.recent_ids else 0
        return request.with_query(offset=max(self._end - self._overlap, self._start))

    def _limited(self, request: Request[list[Any]]) -> Request[list[Any]]:
        """Request no more objects than ``max_items`` leaves.

        The size stays when paging by number, because it determines where a page starts.
        """
        if self._remaining is None or not self._by_offset:
            return request
        return request.with_query(limit=min(self._page_size, self._remaining + self._overlap))

    def _joins(self, position: PagePosition[Any], ids: list[str | None]) -> bool:
        """Return whether no object can be missing between this page and the objects already read."""
        return position.offset <= self._start or (bool(ids) and ids[0] in self._recent)

    def _accept(self, position: PagePosition[Any], page: RawPage[Any], ids: list[str | None]) -> PageItems:
        items, new = page.items, self._recent.new_indexes(ids)
        following, self._end = self._end_of_listing.after_page(
            position,
            page,
            new_items=len(new),
            page_size=min(self._recent.largest_page or self._page_size, self._page_size),
        )
        cut_short = self._remaining is not None and len(new) > self._remaining
        if self._remaining is not None:
            if cut_short:
                new = new[: self._remaining]
                self._end = position.offset + new[-1] + 1
            self._remaining -= len(new)
            if not self._remaining:
                self._truncated = cut_short or following is not None
                following = None
        self._next = None if following is None else self._limited(following)
        self._total_check.count += len(new)
        self._recent.add_page([ids[index] for index in new])
        return PageItems(
            items if len(new) == len(items) else [items[index] for index in new],
            None if self._checkpoint is None else self._resume_point(position, cut_short=cut_short),
        )

    def _resume_point(self, position: PagePosition[Any], *, cut_short: bool) -> ResumePoint | None:
        if cut_short and not self._by_offset:
            return None
        return ResumePoint(
            self._end if self._by_offset else position.page + 1,
            self._total_check.count,
            self._total_check.total,
            self._sorted_by_default,
            self._recent.latest(MAX_RECENT_IDS),
        )


def conclude_listing(label: str, checkpoint: Checkpoint | None, problem: str | None) -> None:
    """Remove the checkpoint of a listing that was read to its end, and warn if objects may be missing.

    Args:
        label: the method and the path of the listing.
        problem: why objects may be missing, or None.

    Raises:
        StorageError: the checkpoint cannot be removed.
    """
    if checkpoint is not None:
        checkpoint.remove()
    if problem is not None:
        warn_caller(f"{label}: {problem}", IncompleteListingWarning)


def as_plain_json(request: Request[list[T]]) -> tuple[Request[list[Any]], Callable[[Any], T]]:
    """Return the request with pages of plain JSON, and the function that converts one of their items to a model."""
    operation = request.operation
    readers = {status: reader and evolve(reader, parse_item=identity) for status, reader in operation.replies.items()}
    reader = operation.decoder(200)
    assert reader is not None
    assert reader.parse_item is not None
    to_model = reader.parse_item

    def parse(item: Any) -> T:
        parsed: T = to_model(item) if type(item) is dict else item
        return parsed

    def parse_partial(item: Any) -> T:
        parsed = parse(item)
        if isinstance(parsed, Model):
            parsed._partial = True
        return parsed

    plain = evolve(request, operation=evolve(operation, replies=readers), partial=False)
    return plain, parse_partial if request.partial else parse


def page_sizes(iteration: Iteration[T]) -> tuple[int, int | None]:
    """Return the page size and ``max_items``."""
    size, max_items, largest = iteration.page_size, iteration.max_items, iteration.operation_most
    if size is not None and not 1 <= whole_number("page_size", size) <= (largest or size):
        allowed = "1 or more" if largest is None else f"1 to {largest}"
        raise InvalidRequestError(f"page_size: expected {allowed}, got {size}")
    if max_items is not None:
        whole_number("max_items", max_items, 0)
    return size or min(DEFAULT_PAGE_SIZE, largest or DEFAULT_PAGE_SIZE), max_items
