"""Reads the ranges of a collection concurrently, in tasks of an event loop."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import TYPE_CHECKING, Any, Self

from timeback._pagination.pages import JSONPage
from timeback._pagination.prefetch import LOOP_ITERATIONS_TO_SEND, MAX_BUFFERED_PAGES
from timeback.client import AsyncTimeBackClient
from timeback.ranges.listings import find_listing
from timeback.ranges.range import Range
from timeback.ranges.reading import check_client, plan_async
from timeback_runtime.arguments import whole_number
from timeback_runtime.frames import clear_locals, clears_locals

if TYPE_CHECKING:
    from timeback._pagination.prefetch import AnyPaginator, SendAsync
    from timeback_runtime.encoding import Filter, PropertyNames


@clears_locals
def read_all_async(
    client: AsyncTimeBackClient,
    collection: str,
    *,
    ranges: int = 4,
    filter_expr: str | Filter | None = None,
    fields: PropertyNames | None = None,
    page_size: int | None = None,
) -> AsyncParallelPages:
    """Iterate over the pages of a whole collection, as ``read_all`` does, with tasks in place of threads.

    The iterator has ``aclose()``, which ends the tasks, and is an async context manager that calls it. If the iteration
    is left early without it, the tasks end when the iterator is garbage collected.
    """
    check_client(client, AsyncTimeBackClient, "read_all")
    listing = find_listing(collection)
    whole_number("ranges", ranges, 1)
    iteration = listing.iteration(filter_expr=filter_expr, fields=fields, page_size=page_size)
    # Wrong arguments raise at the call, not at the first page.
    listing.paginator(Range(collection), iteration, client.settings)

    async def paginators() -> list[AnyPaginator[Any]]:
        planned = await plan_async(client, collection, ranges, filter_expr=filter_expr)
        return [listing.paginator(range_, iteration, client.settings) for range_ in planned]

    return AsyncParallelPages(paginators, client._session.call)


class AsyncParallelPages(AsyncIterator[JSONPage]):
    """Asynchronous iterator over pages that tasks fetch. Several tasks may share it.

    After a timeout or a cancellation of a call the iterator stays usable.
    """

    def __init__(self, paginators: Callable[[], Awaitable[list[AnyPaginator[Any]]]], call: SendAsync) -> None:
        self._paginators = paginators
        self._shared = _Shared(call)

    def __aiter__(self) -> AsyncParallelPages:
        return self

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *error: object) -> None:
        await self.aclose()

    async def __anext__(self) -> JSONPage:
        try:
            await self._shared.start(self._paginators)
            page = await self._shared.next_page()
        except BaseException as error:
            clear_locals(error)
            raise
        if page is None:
            raise StopAsyncIteration
        return page

    async def aclose(self) -> None:
        """Stop the iteration and cancel its requests: no more pages are fetched or returned."""
        tasks = self._shared.stop()
        if tasks and tasks[0].get_loop() is asyncio.get_running_loop():
            await asyncio.wait(tasks)

    def __del__(self) -> None:
        if (shared := self.__dict__.get("_shared")) is not None:
            shared.stop()


class _Shared:
    """What the tasks and the reader share. It holds no reference to the iterator, which may be abandoned."""

    def __init__(self, call: SendAsync) -> None:
        self._call = call
        self._ready: deque[tuple[int, JSONPage]] = deque()
        self._ended: deque[AnyPaginator[Any]] = deque()
        self._buffered: list[int] = []
        # How many ranges have not been read to their end.
        self._unfinished = 0
        self._tasks: list[asyncio.Task[None]] = []
        self._error: BaseException | None = None
        self._started = self.closed = False
        self._start_lock = asyncio.Lock()
        self._changed = asyncio.Event()

    async def start(self, paginators: Callable[[], Awaitable[list[AnyPaginator[Any]]]]) -> None:
        """Plan the ranges and start the tasks, once."""
        async with self._start_lock:
            if self._started or self.closed:
                return
            planned = await paginators()
            if self.closed:
                return
            self._buffered, self._unfinished = [0] * len(planned), len(planned)
            self._tasks = [
                asyncio.create_task(self._work(index, paginator), name="timeback-ranges")
                for index, paginator in enumerate(planned)
            ]
            self._started = True

    async def next_page(self) -> JSONPage | None:
        """Return the next page, or None at the end."""
        # Without this, a reader that never awaits would keep the event loop busy, and no request would be sent before
        # all pages are read. It comes before the page is taken, so that a cancellation loses no page.
        for _ in range(LOOP_ITERATIONS_TO_SEND):
            await asyncio.sleep(0)
        while True:
            while self._unfinished and not (self._ready or self._ended or self._error or self.closed):
                await self._wait()
            if self._error is not None:
                raise self._error
            if self.closed:
                return None
            if self._ready:
                index, page = self._ready.popleft()
                self._buffered[index] -= 1
                self._changed.set()
                return page
            if not self._ended:
                return None
            self._unfinished -= 1
            self._changed.set()
            self._ended.popleft().conclude()

    async def _work(self, index: int, paginator: AnyPaginator[Any]) -> None:
        try:
            while await self._has_room(index):
                page = await self._fetch(paginator)
                if page is None:
                    self._ended.append(paginator)
                    break
                self._ready.append((index, page))
                self._changed.set()
        except BaseException as error:  # raised in the reader
            if isinstance(error, asyncio.CancelledError) and self.closed:
                raise
            if self._error is None:
                self._error = error
                self._ready.clear()
                for task in self._tasks:
                    if task is not asyncio.current_task():
                        task.cancel()
        finally:
            self._changed.set()

    async def _has_room(self, index: int) -> bool:
        """Wait until the range may fetch a page; return False if the iteration was ended."""
        while self._buffered[index] >= MAX_BUFFERED_PAGES and not self._is_stopped:
            await self._wait()
        self._buffered[index] += 1
        return not self._is_stopped

    async def _wait(self) -> None:
        self._changed.clear()
        await self._changed.wait()

    async def _fetch(self, paginator: AnyPaginator[Any]) -> JSONPage | None:
        """Return the next page that has objects, or None at the end of the range or of the iteration."""
        while not self._is_stopped and (request := paginator.next_request()) is not None:
            result: Any
            try:
                result = await self._call(request, request.read_page)
            except Exception as error:  # noqa: BLE001 - the paginator handles or raises it
                result = error
            page = paginator.handle(result)
            if page.items:
                return page.items
        return None

    @property
    def _is_stopped(self) -> bool:
        return self.closed or self._error is not None

    def stop(self) -> list[asyncio.Task[None]]:
        """Stop fetching, from any thread; return the tasks that are being cancelled."""
        self.closed = True
        self._ready.clear()
        running = [task for task in self._tasks if not task.done() and not task.get_loop().is_closed()]
        for task in running:
            task.get_loop().call_soon_threadsafe(task.cancel)
        if self._tasks and not self._tasks[0].get_loop().is_closed():
            self._tasks[0].get_loop().call_soon_threadsafe(self._changed.set)
        return running
