"""Prefetch: iterators over a listing that fetch the next pages in the background, in a thread or a task.

The background work never waits for the reader. It ends when two pages are buffered, and is started again when the
buffer has room. Therefore an iterator that is abandoned, or still alive at the end of the program, leaves nothing
behind that blocks.
"""

from __future__ import annotations

import contextvars
import sys
import threading
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from typing import TYPE_CHECKING, Any, Generic, TypeAlias, TypeVar

from timeback._http.fork import register_fork_reset
from timeback._pagination.paginator import PageItems
from timeback.errors import ClientStateError
from timeback_runtime.frames import clear_locals
from timeback_runtime.lazy import lazy_module

if TYPE_CHECKING:
    import asyncio

    from timeback._pagination.checkpoint import ResumePoint
    from timeback._pagination.paging import AnyPaginator
    from timeback_runtime.messages import RawPage, Reply, Request
else:
    asyncio = lazy_module("asyncio")

T = TypeVar("T")

SendSync: TypeAlias = "Callable[[Request[Any], Callable[[Reply], Any]], Any]"
SendAsync: TypeAlias = "Callable[[Request[Any], Callable[[Reply], Any]], Awaitable[Any]]"

MAX_BUFFERED_PAGES = 2
LOOP_ITERATIONS_TO_SEND = 6
"""Event loop iterations that it takes to send a request after its task was created."""
CLOSE_TIMEOUT = 1.0
"""Seconds that closing waits for a request in flight, which cannot be cancelled in a thread."""


class _PrefetchBuffer(Generic[T]):
    """The pages between the background work and the reader.

    It holds no reference to the iterator, so that an abandoned iterator is garbage collected.
    """

    def __init__(self, paginator: AnyPaginator[T], *, whole_pages: bool) -> None:
        self.paginator = paginator
        self._whole_pages = whole_pages
        self.ready: deque[PageItems | BaseException] = deque()
        self.closed = False
        self.resume_point: ResumePoint | None = None
        self._first_page_read = False

    @property
    def has_room(self) -> bool:
        return len(self.ready) < MAX_BUFFERED_PAGES and not self.closed and not self.paginator.ended

    def put(self, result: PageItems | BaseException) -> bool:
        """Add a fetched page or an error; return whether to fetch another page."""
        if isinstance(result, BaseException):
            if not self.closed:
                self.ready.append(result)
            return False
        if result.items and not self.closed:
            self.ready.append(result)
        return self.has_room

    def split_first_page(self, page: PageItems) -> tuple[PageItems, bool]:
        """Return the objects to read now, and whether to prefetch.

        Prefetching starts with the second object, so that reading only the first one costs a single request. It starts
        with the first page if whole pages are read.
        """
        if self._first_page_read or self._whole_pages:
            return page, True
        self._first_page_read = True
        if len(page.items) < 2:
            return page, False
        self.ready.appendleft(PageItems(page.items[1:], page.resume_point))
        return PageItems(page.items[:1]), False


class SyncPrefetchBuffer(_PrefetchBuffer[T]):
    def __init__(self, paginator: AnyPaginator[T], call: SendSync, *, whole_pages: bool = False) -> None:
        super().__init__(paginator, whole_pages=whole_pages)
        self._call = call
        self._orphaned = False
        self._reset()
        register_fork_reset(self)

    def _reset(self) -> None:
        self.reader_lock = threading.RLock()
        self._changed = threading.Condition()
        self._busy = False
        self._thread: threading.Thread | None = None

    def after_fork(self) -> None:
        """Reset the locks in a forked process. The thread runs only in the parent, so its progress is unknown here."""
        self._orphaned = self._orphaned or self._busy
        self._reset()

    def take_page(self) -> list[Any]:
        """Save the position after the page before, and return the objects of the next one. The caller has the lock.

        Raises:
            StopIteration: there are no more objects.
        """
        point, self.resume_point = self.resume_point, None
        if point is not None:
            self.paginator.save(point)
        page = self.next_page()
        if page is None:
            if not self.closed:
                self.paginator.conclude()
            raise StopIteration
        self.resume_point = page.resume_point
        return page.items

    def next_page(self) -> PageItems | None:
        """Return the next page that has objects, or None at the end."""
        if self._orphaned:
            raise ClientStateError(
                "the process was forked while a page of this listing was being fetched; start a new iteration"
            )
        while not self.closed:
            with self._changed:
                while self._busy and not self.ready:
                    self._changed.wait()
                result = self.ready.popleft() if self.ready else None
            if isinstance(result, BaseException):
                raise result
            if result is None:
                if self.closed or self.paginator.ended:
                    return None
                result = self._fetch()
            if result.items:
                page, prefetch = self.split_first_page(result)
                if prefetch:
                    self._start_prefetch()
                return page
        return None

    def _fetch(self) -> PageItems:
        while not self.closed and (request := self.paginator.next_request()) is not None:
            result: RawPage[Any] | Exception
            try:
                result = self._call(request, request.read_page)
            except Exception as error:  # noqa: BLE001 - the paginator handles or raises it
                result = error
            page = self.paginator.handle(result)
            if page.items:
                return page
        return PageItems([])

    def _start_prefetch(self) -> None:
        with self._changed:
            if self._busy or not self.has_room:
                return
            self._busy = True
        run = contextvars.copy_context().run
        # A daemon thread, so that it does not block interpreter exit.
        thread = threading.Thread(target=run, args=(self._prefetch,), name="timeback-pages", daemon=True)
        try:
            thread.start()
            self._thread = thread
        except RuntimeError:
            # No thread can be started, for example at interpreter exit: the reader fetches the pages itself.
            self._busy = False

    def _prefetch(self) -> None:
        more = True
        while more:
            result: PageItems | BaseException
            try:
                result = self._fetch()
            except BaseException as error:  # noqa: BLE001 - raised in the reader
                result = error
            with self._changed:
                more = self._busy = self.put(result)
                self._changed.notify_all()
            del result

    def close(self) -> None:
        with self._changed:
            self.closed = True
            self.ready.clear()
            self._changed.notify_all()
        thread = self._thread
        if thread is not None and thread is not threading.current_thread() and not sys.is_finalizing():
            thread.join(CLOSE_TIMEOUT)


class Listing(Iterator[T]):
    """Iterator over the objects of a listing. Several threads may share it.

    After an error the iterator stays usable: the next call continues with the object at which the error occurred.
    """

    def __init__(self, paginator: AnyPaginator[T], call: SendSync) -> None:
        self._items: Iterator[T] = iter(())
        self._buffer = SyncPrefetchBuffer(paginator, call)

    def __iter__(self) -> Listing[T]:
        return self

    def __next__(self) -> T:
        try:
            for item in self._items:
                return item
            return self._first_of_next_page()
        except StopIteration:
            raise
        except BaseException as error:
            clear_locals(error)
            raise

    def _first_of_next_page(self) -> T:
        buffer = self._buffer
        with buffer.reader_lock:
            for item in self._items:  # another thread may have fetched the page meanwhile
                return item
            self._items = map(buffer.paginator.parse, buffer.take_page())
            return next(self._items)

    def close(self) -> None:
        """Stop the iteration: no more pages are fetched, and no more objects are returned."""
        self._items = iter(())
        self._buffer.close()

    def __del__(self) -> None:
        if (buffer := self.__dict__.get("_buffer")) is not None:
            buffer.close()


class AsyncPrefetchBuffer(_PrefetchBuffer[T]):
    def __init__(self, paginator: AnyPaginator[T], call: SendAsync, *, whole_pages: bool = False) -> None:
        super().__init__(paginator, whole_pages=whole_pages)
        self._call = call
        self.reader_lock = asyncio.Lock()
        self._changed = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        # Whether returning the latest page started a prefetch.
        self.prefetch_started = False

    @property
    def _busy(self) -> bool:
        task = self._task
        return task is not None and not task.done() and task.get_loop() is asyncio.get_running_loop()

    async def take_page(self) -> list[Any]:
        """Save the position after the page before, and return the objects of the next one. The caller has the lock.

        Raises:
            StopAsyncIteration: there are no more objects.
        """
        if self.resume_point is not None:
            await asyncio.to_thread(self.paginator.save, self.resume_point)
            self.resume_point = None
        page = await self.next_page()
        if page is None:
            if not self.closed:
                self.paginator.conclude()
            raise StopAsyncIteration
        self.resume_point = page.resume_point
        return page.items

    async def next_page(self) -> PageItems | None:
        """Return the next page that has objects, or None at the end."""
        while not self.closed:
            while self._busy and not self.ready:
                self._changed.clear()
                await self._changed.wait()
            result = self.ready.popleft() if self.ready else None
            if isinstance(result, BaseException):
                raise result
            if result is None:
                if self.closed or self.paginator.ended:
                    return None
                result = await self._fetch()
            if result.items:
                page, prefetch = self.split_first_page(result)
                self.prefetch_started = prefetch and self.has_room and not self._busy
                if self.prefetch_started:
                    self._task = asyncio.create_task(self._prefetch(), name="timeback-pages")
                    self._task.add_done_callback(lambda task: self._changed.set())
                return page
        return None

    async def _fetch(self) -> PageItems:
        while not self.closed and (request := self.paginator.next_request()) is not None:
            result: RawPage[Any] | Exception
            try:
                result = await self._call(request, request.read_page)
            except Exception as error:  # noqa: BLE001 - the paginator handles or raises it
                result = error
            page = self.paginator.handle(result)
            if page.items:
                return page
        return PageItems([])

    async def _prefetch(self) -> None:
        more = True
        while more:
            result: PageItems | BaseException
            try:
                result = await self._fetch()
            except asyncio.CancelledError:
                raise
            except BaseException as error:  # noqa: BLE001 - raised in the reader, also a callback's KeyboardInterrupt
                result = error
            more = self.put(result)
            self._changed.set()
            del result

    def stop(self) -> asyncio.Task[None] | None:
        """Stop fetching, from any thread; return the task that is being cancelled, if any."""
        self.closed = True
        self.ready.clear()
        task = self._task
        if task is None or task.done() or task.get_loop().is_closed():
            return None
        task.get_loop().call_soon_threadsafe(task.cancel)
        return task


class AsyncListing(AsyncIterator[T]):
    """Asynchronous iterator over the objects of a listing. Several tasks may share it.

    After an error, a timeout or a cancellation the iterator stays usable: the next call continues at the same position.
    """

    def __init__(self, paginator: AnyPaginator[T], call: SendAsync) -> None:
        self._items: Iterator[T] = iter(())
        self._buffer = AsyncPrefetchBuffer(paginator, call)

    def __aiter__(self) -> AsyncListing[T]:
        return self

    async def __anext__(self) -> T:
        try:
            for item in self._items:
                return item
            return await self._first_of_next_page()
        except StopAsyncIteration:
            raise
        except BaseException as error:
            clear_locals(error)
            raise

    async def _first_of_next_page(self) -> T:
        buffer = self._buffer
        async with buffer.reader_lock:
            while True:
                for item in self._items:  # another task may have fetched the page meanwhile
                    return item
                self._items = map(buffer.paginator.parse, await buffer.take_page())
                if buffer.prefetch_started:
                    # Without this, a reader that never awaits would keep the event loop busy, and the request would not
                    # be sent before the whole page is read. The page is already assigned, so that a cancellation here
                    # loses no object.
                    for _ in range(LOOP_ITERATIONS_TO_SEND):
                        await asyncio.sleep(0)

    async def aclose(self) -> None:
        """Stop the iteration: no more pages are fetched, and no more objects are returned."""
        self._items = iter(())
        task = self._buffer.stop()
        if task is not None and task.get_loop() is asyncio.get_running_loop():
            await asyncio.wait([task])

    def __del__(self) -> None:
        if (buffer := self.__dict__.get("_buffer")) is not None:
            buffer.stop()
