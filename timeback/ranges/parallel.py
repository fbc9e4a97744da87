"""Reads the ranges of a collection concurrently, in threads."""

from __future__ import annotations

import contextvars
import sys
import threading
import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from timeback._http.fork import register_fork_reset
from timeback._pagination.pages import JSONPage
from timeback._pagination.prefetch import CLOSE_TIMEOUT
from timeback.client import TimeBackClient
from timeback.errors import ClientStateError
from timeback.ranges.buffered_pages import BufferedPages
from timeback.ranges.listings import find_listing
from timeback.ranges.range import Range
from timeback.ranges.reading import check_client, plan
from timeback_runtime.arguments import whole_number
from timeback_runtime.frames import clear_locals, clears_locals

if TYPE_CHECKING:
    from timeback._pagination.paging import AnyPaginator
    from timeback._pagination.prefetch import SendSync
    from timeback_runtime.encoding import Filter, PropertyNames


@clears_locals
def read_all(
    client: TimeBackClient,
    collection: str,
    *,
    ranges: int = 4,
    filter_expr: str | Filter | None = None,
    fields: PropertyNames | None = None,
    page_size: int | None = None,
) -> ParallelPages:
    """Iterate over the pages of a whole collection, which several threads fetch, each from a range of its own.

    Pages come in no particular order. Each thread fetches at most two pages ahead. An error in one range ends the
    others. Requests are sent from the first page on; the limit of requests per second of the client is shared.

    Args:
        client: the client that sends the requests.
        collection: the name of the collection in the API, such as ``users`` or ``academicSessions``.
        ranges: the largest number of ranges, and of requests in flight at once.
        filter_expr: a filter without OR that objects must match.
        fields: names of the properties to return; ``sourcedId`` is added to them.
        page_size: the number of objects in each request. Default: 1000, or the largest that the listing permits.

    Returns:
        An iterator over pages, each a list of objects as the server sent them. It has ``close()``, which ends the
        threads, and is a context manager that calls it.

    Raises:
        InvalidRequestError: an argument is invalid, or the listing of the collection does not take it.
        TimeBackError: a request failed. Each further call of the iterator raises it again.
    """
    check_client(client, TimeBackClient, "read_all_async")
    listing = find_listing(collection)
    whole_number("ranges", ranges, 1)
    iteration = listing.iteration(filter_expr=filter_expr, fields=fields, page_size=page_size)
    # Wrong arguments raise at the call, not at the first page.
    listing.paginator(Range(collection), iteration, client.settings)

    def paginators() -> list[AnyPaginator[Any]]:
        planned = plan(client, collection, ranges, filter_expr=filter_expr)
        return [listing.paginator(range_, iteration, client.settings) for range_ in planned]

    return ParallelPages(paginators, client._session.call)


class ParallelPages(Iterator[JSONPage]):
    """Iterator over pages that threads fetch. Several threads may share it."""

    def __init__(self, paginators: Callable[[], list[AnyPaginator[Any]]], call: SendSync) -> None:
        self._paginators = paginators
        self._shared = _Shared(call)

    def __iter__(self) -> ParallelPages:
        return self

    def __enter__(self) -> ParallelPages:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def __next__(self) -> JSONPage:
        try:
            self._shared.start(self._paginators)
            page = self._shared.next_page()
        except BaseException as error:
            clear_locals(error)
            raise
        if page is None:
            raise StopIteration
        return page

    def close(self) -> None:
        """Stop the iteration: no more pages are fetched or returned. A request in flight ends in the background."""
        self._shared.close()

    def __del__(self) -> None:
        if (shared := self.__dict__.get("_shared")) is not None:
            shared.close()


class _Shared:
    """What the threads and the reader share. It holds no reference to the iterator, which may be abandoned."""

    def __init__(self, call: SendSync) -> None:
        self._call = call
        self._pages = BufferedPages()
        self._threads: list[threading.Thread] = []
        self._started = self._orphaned = False
        self._reset()
        register_fork_reset(self)

    def _reset(self) -> None:
        self._start_lock = threading.Lock()
        self._changed = threading.Condition()

    def after_fork(self) -> None:
        """Reset the locks in a forked process, in which the threads do not run."""
        self._orphaned = self._started and not self._pages.closed
        self._threads = []
        self._reset()

    def start(self, paginators: Callable[[], list[AnyPaginator[Any]]]) -> None:
        """Plan the ranges and start the threads, once."""
        with self._start_lock:
            if self._started or self._pages.closed:
                return
            planned = paginators()
            self._pages.start(len(planned))
            self._started = True
            # A context belongs to one thread at a time, and so each has a copy.
            self._threads = [
                threading.Thread(
                    target=contextvars.copy_context().run,
                    args=(self._work, index, paginator),
                    name="timeback-ranges",
                    daemon=True,
                )
                for index, paginator in enumerate(planned)
            ]
            for thread in self._threads:
                try:
                    thread.start()
                except RuntimeError as error:
                    self._fail(error)
                    raise

    def next_page(self) -> JSONPage | None:
        """Return the next page, or None at the end."""
        if self._orphaned:
            raise ClientStateError(
                "the process was forked while the ranges of this collection were being read; start a new iteration"
            )
        while True:
            with self._changed:
                while self._pages.is_empty:
                    self._changed.wait()
                page, ended = self._pages.take()
                self._changed.notify_all()
            if ended is None:
                return page
            ended.conclude()

    def _work(self, index: int, paginator: AnyPaginator[Any]) -> None:
        try:
            page: JSONPage | None = []
            while page is not None and self._wait_for_room(index):
                page = self._fetch(paginator)
                with self._changed:
                    self._pages.put(index, page, paginator)
                    self._changed.notify_all()
        except BaseException as error:  # noqa: BLE001 - raised in the reader
            self._fail(error)

    def _wait_for_room(self, index: int) -> bool:
        """Wait until the range may fetch a page; return False if the iteration was ended."""
        pages = self._pages
        with self._changed:
            while not (pages.has_room(index) or pages.is_stopped):
                self._changed.wait()
            return pages.reserve(index)

    def _fetch(self, paginator: AnyPaginator[Any]) -> JSONPage | None:
        """Return the next page that has objects, or None at the end of the range or of the iteration."""
        while not self._pages.is_stopped and (request := paginator.next_request()) is not None:
            result: Any
            try:
                result = self._call(request, request.read_page)
            except Exception as error:  # noqa: BLE001 - the paginator handles or raises it
                result = error
            if items := paginator.handle(result).items:
                return items
        return None

    def _fail(self, error: BaseException) -> None:
        with self._changed:
            self._pages.fail(error)
            self._changed.notify_all()

    def close(self) -> None:
        with self._changed:
            self._pages.close()
            self._changed.notify_all()
        if sys.is_finalizing():
            return
        # The time is for all threads together. A request in flight in a thread cannot be cancelled.
        end = time.monotonic() + CLOSE_TIMEOUT
        for thread in self._threads:
            if thread is not threading.current_thread() and thread.ident is not None:
                thread.join(max(end - time.monotonic(), 0))
