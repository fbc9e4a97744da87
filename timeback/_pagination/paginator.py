"""The walk from page to page: which request is next, and what of its reply is new. No I/O here but a checkpoint's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, TypeVar

from attrs import evolve, field, frozen

from timeback._pagination.checkpoint import REMEMBERED, Checkpoint, Mark
from timeback._pagination.deduplication import Echoes, Seen, Tally, key_of
from timeback._pagination.position import Cursor
from timeback_runtime.errors import BadRequestError, DecodingError, InvalidRequestError, UnprocessableEntityError
from timeback_runtime.frames import warn_caller
from timeback_runtime.messages import echo
from timeback_runtime.model import Model

if TYPE_CHECKING:
    from collections.abc import Callable

    from timeback_runtime.messages import Iteration, RawPage, Request

T = TypeVar("T")

DEFAULT_PAGE_SIZE = 1000
MOST_EMPTY = 2
"""Empty pages in a row after which a listing is over, whatever its total says."""
MOST_FRUITLESS = 24
"""Pages in a row without a new object after which a server is held to go in circles."""


class IncompleteListingWarning(UserWarning):
    """A listing gave more or fewer objects than the server spoke of, and nothing that it said tells why."""


@frozen
class Batch:
    """The new objects of a page as they came, and where the listing stands once they have been read."""

    items: list[Any] = field(repr=False)
    mark: Mark | None = None


class Walk(Generic[T]):
    """From page to page to the end of a listing.

    Servers differ: some cap the size of a page and do not say so, some send no counters, some ignore ``offset``. A
    short page is therefore not the end; an empty one is, or a total that has been reached.

    Objects may come and go while somebody pages. Where the caller gave no order, the listing is sorted by
    ``sourcedId``, which no change of an object moves. What was inserted before the place that was reached makes
    objects come twice: they are dropped. What was removed there would make others be skipped: the total has then
    become smaller, and the walk goes back until it meets an object that it has seen.

    Pages are read as plain JSON: the reader makes models of their objects one by one with ``parse``, while the next
    pages are on their way.
    """

    def __init__(
        self, iteration: Iteration[T], order: str | None = None, address: Callable[[str], str] = lambda service: ""
    ) -> None:
        """``order`` is the property to sort by where the caller gave no order; ``address`` tells where a service is.

        Raises:
            InvalidRequestError: an argument is out of range, or the checkpoint is of another listing.
        """
        self._size, self._left = _sizes(iteration)
        request, self.parse = _plain(iteration.request)
        if request.operation.paging is not None:
            request = request.with_query(limit=self._size)
        given = dict(request.query)
        self._where = f"{request.operation.method} {request.operation.path}"
        self._by_offset = request.operation.paging == "offset"
        path = iteration.checkpoint
        self._file = None if path is None else Checkpoint(path, request, address)
        mark = None if self._file is None else self._file.load()
        if self._by_offset and "fields" in given and "sourcedId" not in given["fields"].split(","):
            # Without their ids objects cannot be told from each other.
            request = request.with_query(fields=f"{given['fields']},sourcedId")
        self._ordered = order is not None and not given.keys() & {"sort", "orderBy"} and (mark is None or mark.ordered)
        if self._ordered:
            request = request.with_query(sort=order, orderBy="asc")
        self._start = self._end = Cursor(request).offset
        self._tally = Tally(self._start if self._by_offset or "page" not in given else None)
        self._seen, self._echoes = Seen(), Echoes()
        self._answered = self._concluded = self._gap = self._again = False
        self._back = self._empty = self._fruitless = 0
        self._cut = self._left == 0
        if mark is not None:
            request = self._resume(request, mark)
        self._next: Request[list[Any]] | None = None if self._cut else self._within(request)

    @property
    def ended(self) -> bool:
        """Whether no request is left."""
        return self._next is None

    def next_request(self) -> Request[list[Any]] | None:
        """The request of the next page; None at the end."""
        return self._next

    def take(self, outcome: RawPage[Any] | Exception) -> Batch:
        """What is new in the outcome of the next request. An error that is raised leaves the walk where it was.

        Raises:
            DecodingError: the server ignores ``offset``, and what is left cannot be reached.
        """
        request = self._next
        assert request is not None
        if isinstance(outcome, Exception):
            refused = isinstance(outcome, BadRequestError | UnprocessableEntityError)
            if not (refused and self._ordered and not self._answered):
                raise outcome
            # The caller asked for no order: what a server cannot sort is read as it comes.
            self._ordered = False
            self._next = request.with_query(sort=None, orderBy=None)
            return Batch([])
        self._answered = True
        cursor, keys = Cursor(request), [key_of(item) for item in outcome.items]
        shrunk = self._tally.told(outcome.total)
        if self._by_offset and (shrunk or self._back) and not self._joins(cursor, keys):
            if self._back < len(self._seen):
                self._back = min(max(2 * self._back, shrunk + 1), len(self._seen))
                self._next = self._within(request.with_query(offset=max(self._end - self._back, self._start)))
                return Batch([])
            self._gap = True
        elif keys and not self._back and cursor.offset > self._start and self._echoes.of(outcome.items, keys):
            return self._repeated(cursor, outcome)
        if cursor.offset <= self._start:
            self._echoes.of(outcome.items, keys)
        self._back, self._again = 0, False
        return self._accept(request, cursor, outcome, keys)

    def save(self, mark: Mark) -> None:
        """Everything before a mark has been read: say so in the file."""
        if self._file is not None:
            self._file.save(mark)

    def conclude(self) -> None:
        """The reader has everything: say once what does not add up, and remove the file of a finished listing."""
        if self._concluded or self._cut:
            return
        self._concluded = True
        if self._file is not None:
            self._file.remove()
        what = self._tally.difference()
        if self._gap:
            what = "objects were removed while the pages were read, and others may have been missed"
        if what is not None:
            warn_caller(f"{self._where}: {what}", IncompleteListingWarning)

    def _resume(self, request: Request[list[Any]], mark: Mark) -> Request[list[Any]]:
        self._answered = True
        self._tally.told(mark.total)
        self._tally.count = mark.seen
        self._seen = Seen(mark.last)
        if not self._by_offset:
            return request.with_query(page=mark.place)
        self._end = mark.place
        # Objects may have come or gone since: the walk joins on to the last one that was read.
        self._back = 1 if mark.last else 0
        return request.with_query(offset=max(self._end - self._back, self._start))

    def _within(self, request: Request[list[Any]]) -> Request[list[Any]]:
        """No more than is still wanted. By page the size must stay, since it says where a page begins."""
        if self._left is None or not self._by_offset:
            return request
        return request.with_query(limit=min(self._size, self._left + self._back))

    def _joins(self, cursor: Cursor[Any], keys: list[str | None]) -> bool:
        """Whether nothing can lie between this page and what has been seen."""
        return cursor.offset <= self._start or (bool(keys) and keys[0] in self._seen)

    def _repeated(self, cursor: Cursor[Any], raw: RawPage[Any]) -> Batch:
        """Either the server knows one page only, or it gives an old page to those who ask for more than there is."""
        if raw.total is not None and raw.total > self._end:
            if self._again:
                raise self._stuck()
            self._again = True
        elif raw.total is None and self._echoes.only_one and len(raw.items) >= (cursor.limit or 0):
            raise self._stuck()
        else:
            self._next = None
        return Batch([])

    def _accept(
        self, request: Request[list[Any]], cursor: Cursor[Any], raw: RawPage[Any], keys: list[str | None]
    ) -> Batch:
        items, places = raw.items, self._seen.fresh(keys)
        self._next, self._end = cursor.after(raw), cursor.offset + len(items)
        self._empty = 0 if items else self._empty + 1
        if not items and self._by_offset and raw.total is not None and self._end < raw.total:
            if self._empty <= MOST_EMPTY:
                self._end += min(self._seen.longest or self._size, self._size)
                self._next = request.with_query(offset=self._end)
        trimmed = self._left is not None and len(places) > self._left
        if self._left is not None:
            if trimmed:
                places = places[: self._left]
                self._end = cursor.offset + places[-1] + 1
            self._left -= len(places)
            if not self._left:
                self._cut = trimmed or self._next is not None
                self._next = None
        self._fruitless = 0 if places else self._fruitless + 1
        if self._fruitless > MOST_FRUITLESS and self._next is not None:
            raise self._stuck("gives the same objects again and again")
        self._next = None if self._next is None else self._within(self._next)
        self._tally.count += len(places)
        self._seen.remember([keys[place] for place in places])
        return Batch(
            items if len(places) == len(items) else [items[place] for place in places],
            None if self._file is None else self._mark(cursor, trimmed=trimmed),
        )

    def _mark(self, cursor: Cursor[Any], *, trimmed: bool) -> Mark | None:
        if trimmed and not self._by_offset:
            return None
        place = self._end if self._by_offset else cursor.page + 1
        return Mark(place, self._tally.count, self._tally.total, self._ordered, self._seen.last(REMEMBERED))

    def _stuck(self, what: str = "answered one page twice") -> DecodingError:
        request = self._next
        assert request is not None
        operation = request.operation
        return DecodingError(
            f"{self._where} {what}: the server ignores {operation.paging}, so what follows cannot be reached; "
            f"ask for larger pages, or narrow the listing by a filter",
            method=operation.method,
            path=operation.path,
        )


def _plain(request: Request[list[T]]) -> tuple[Request[list[Any]], Callable[[Any], T]]:
    """The request with pages of plain JSON, and what makes an object of one of their items."""
    operation = request.operation
    readers = {status: reader and evolve(reader, item=echo) for status, reader in operation.replies.items()}
    reader = operation.reader(200)
    assert reader is not None
    assert reader.item is not None
    make = reader.item

    def parse(item: Any) -> T:
        found: T = make(item) if type(item) is dict else item
        return found

    def parse_partial(item: Any) -> T:
        found = parse(item)
        if isinstance(found, Model):
            found._partial = True
        return found

    plain = evolve(request, operation=evolve(operation, replies=readers), partial=False)
    return plain, parse_partial if request.partial else parse


def _sizes(iteration: Iteration[T]) -> tuple[int, int | None]:
    size, left, most = iteration.page_size, iteration.max_items, iteration.operation_most
    if size is not None and not 1 <= whole("page_size", size) <= (most or size):
        raise InvalidRequestError(f"page_size: expected 1 to {most or 'any number'}, got {size}")
    if left is not None and whole("max_items", left) < 0:
        raise InvalidRequestError(f"max_items: expected 0 or more, got {left}")
    return size or min(DEFAULT_PAGE_SIZE, most or DEFAULT_PAGE_SIZE), left


def whole(name: str, value: object) -> int:
    """A whole number, or an error that names the argument."""
    if isinstance(value, bool) or not isinstance(value, int):
        raise InvalidRequestError(f"{name}: expected a whole number, got {type(value).__name__}")
    return value
