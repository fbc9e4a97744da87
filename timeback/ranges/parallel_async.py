"""Reads the ranges of a collection concurrently, in tasks of an event loop."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import TYPE_CHECKING, Any, Self

from timeback._pagination.pages import JSONPage
from timeback._pagination.prefetch import LOOP_ITERATIONS_TO_SEND
from timeback.client import AsyncTimeBackClient
from timeback.ranges.buffered_pages import BufferedPages
from timeback.ranges.listings import find_listing
from timeback.ranges.range import Range
from timeback.ranges.reading import check_client, plan_async
from timeback_runtime.arguments import whole_number
from timeback_runtime.frames import clear_locals, clears_locals

if TYPE_CHECKING:
    from timeback._pagination.paging import AnyPaginator
    from timeback._pagination.prefetch import SendAsync
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
        self._pages = BufferedPages()
        self._tasks: list[asyncio.Task[None]] = []
        self._started = False
        self._start_lock = asyncio.Lock()
        self._changed = asyncio.Event()

    async def start(self, paginators: Callable[[], Awaitable[list[AnyPaginator[Any]]]]) -> None:
        """Plan the ranges and start the tasks, once."""
        async with self._start_lock:
            if self._started or self._pages.closed:
                return
            planned = await paginators()
            if self._pages.closed:
                return
            self._pages.start(len(planned))
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
            while self._pages.is_empty:
                await self._wait()
            page, ended = self._pages.take()
            self._changed.set()
            if ended is None:
                return page
            ended.conclude()

    async def _work(self, index: int, paginator: AnyPaginator[Any]) -> None:
        try:
            page: JSONPage | None = []
            while page is not None and await self._wait_for_room(index):
                page = await self._fetch(paginator)
                self._pages.put(index, page, paginator)
                self._changed.set()
        except BaseException as error:  # raised in the reader
            if isinstance(error, asyncio.CancelledError) and self._pages.closed:
                raise
            if self._pages.fail(error):
                for task in self._tasks:
                    if task is not asyncio.current_task():
                        task.cancel()
        finally:
            self._changed.set()

    async def _wait_for_room(self, index: int) -> bool:
        """Wait until the range may fetch a page; return False if the iteration was ended."""
        while not (self._pages.has_room(index) or self._pages.is_stopped):
            await self._wait()
        return self._pages.reserve(index)

    async def _wait(self) -> None:
        self._changed.clear()
        await self._changed.wait()

    async def _fetch(self, paginator: AnyPaginator[Any]) -> JSONPage | None:
        """Return the next page that has objects, or None at the end of the range or of the iteration."""
        while not self._pages.is_stopped and (request := paginator.next_request()) is not None:
            result: Any
            try:
                result = await self._call(request, request.read_page)
            except Exception as error:  # noqa: BLE001 - the paginator handles or raises it
                result = error
            if items := paginator.handle(result).items:
                return items
        return None

    def stop(self) -> list[asyncio.Task[None]]:
        """Stop fetching, from any thread; return the tasks that are being cancelled."""
        self._pages.close()
        running = [task for task in self._tasks if not task.done() and not task.get_loop().is_closed()]
        for task in running:
            task.get_loop().call_soon_threadsafe(task.cancel)
        if self._tasks and not self._tasks[0].get_loop().is_closed():
            self._tasks[0].get_loop().call_soon_threadsafe(self._changed.set)
        return running
