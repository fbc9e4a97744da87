"""Iterators over a listing that fetch the next pages while their reader works: by a thread, or by a task.

Neither ever waits for the reader. Whatever fetches ends once two pages lie ready, and a new one begins when there is
room again; so an iterator that is left, forgotten or alive at the end of the program leaves nothing behind that hangs.
"""

from __future__ import annotations

import asyncio
import contextvars
import sys
import threading
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from timeback._http.fork import register_fork_reset
from timeback._pagination.paginator import Batch, Walk
from timeback.errors import ClientStateError
from timeback_runtime.frames import clear_locals

if TYPE_CHECKING:
    from timeback._pagination.checkpoint import Mark
    from timeback_runtime.messages import RawPage, Reply, Request

T = TypeVar("T")

AHEAD = 2
TURNS = 6
"""How many turns of the event loop it takes until a request is on its way."""
GRACE = 1.0
"""Seconds for which closing waits for a request that is under way; it cannot be called back."""


class _Line(Generic[T]):
    """The pages between whoever fetches and the reader. It does not know the iterator, which can so be forgotten."""

    def __init__(self, walk: Walk[T]) -> None:
        self.walk = walk
        self.ready: deque[Batch | BaseException] = deque()
        self.closed = False
        self.mark: Mark | None = None
        self._opened = False

    @property
    def has_room(self) -> bool:
        return len(self.ready) < AHEAD and not self.closed and not self.walk.ended

    def put(self, outcome: Batch | BaseException) -> bool:
        """Take what was fetched; says whether there is room for more."""
        if isinstance(outcome, BaseException):
            if not self.closed:
                self.ready.append(outcome)
            return False
        if outcome.items and not self.closed:
            self.ready.append(outcome)
        return self.has_room

    def open(self, batch: Batch) -> tuple[Batch, bool]:
        """What to read now, and whether to fetch ahead. A reader who wants one object only costs one request."""
        if self._opened:
            return batch, True
        self._opened = True
        if len(batch.items) < 2:
            return batch, False
        self.ready.appendleft(Batch(batch.items[1:], batch.mark))
        return Batch(batch.items[:1]), False


class _SyncLine(_Line[T]):
    def __init__(self, walk: Walk[T], call: Callable[[Request[Any], Callable[[Reply], Any]], Any]) -> None:
        super().__init__(walk)
        self._call = call
        self._orphaned = False
        self._begin()
        register_fork_reset(self)

    def _begin(self) -> None:
        self.turning = threading.RLock()
        self._changed = threading.Condition()
        self._busy = False
        self._thread: threading.Thread | None = None

    def after_fork(self) -> None:
        """The thread stayed in the parent, and nobody knows how far it had come."""
        self._orphaned = self._orphaned or self._busy
        self._begin()

    def following(self) -> Batch | None:
        """The next batch that has objects; None at the end."""
        if self._orphaned:
            raise ClientStateError("the process was forked while this listing was being fetched: begin a new one")
        while not self.closed:
            with self._changed:
                while self._busy and not self.ready:
                    self._changed.wait()
                outcome = self.ready.popleft() if self.ready else None
            if isinstance(outcome, BaseException):
                raise outcome
            if outcome is None:
                if self.closed or self.walk.ended:
                    return None
                outcome = self._fetch()
            if outcome.items:
                batch, ahead = self.open(outcome)
                if ahead:
                    self._fetch_ahead()
                return batch
        return None

    def _fetch(self) -> Batch:
        while not self.closed and (request := self.walk.next_request()) is not None:
            outcome: RawPage[Any] | Exception
            try:
                outcome = self._call(request, request.read_page)
            except Exception as error:  # noqa: BLE001 - the walk decides what becomes of it
                outcome = error
            batch = self.walk.take(outcome)
            if batch.items:
                return batch
        return Batch([])

    def _fetch_ahead(self) -> None:
        with self._changed:
            if self._busy or not self.has_room:
                return
            self._busy = True
        run = contextvars.copy_context().run
        # A daemon, since nobody is left to read what it fetches once the program is at its end.
        thread = threading.Thread(target=run, args=(self._run,), name="timeback-pages", daemon=True)
        try:
            thread.start()
            self._thread = thread
        except RuntimeError:
            # No thread is to be had, as at the end of the interpreter: the reader fetches by itself.
            self._busy = False

    def _run(self) -> None:
        more = True
        while more:
            outcome: Batch | BaseException
            try:
                outcome = self._fetch()
            except BaseException as error:  # noqa: BLE001 - it is the reader's
                outcome = error
            with self._changed:
                more = self._busy = self.put(outcome)
                self._changed.notify_all()
            del outcome

    def close(self) -> None:
        with self._changed:
            self.closed = True
            self.ready.clear()
            self._changed.notify_all()
        thread = self._thread
        if thread is not None and thread is not threading.current_thread() and not sys.is_finalizing():
            thread.join(GRACE)


class Listing(Iterator[T]):
    """The objects of a listing, one after another. Threads may share it.

    After an error it goes on, when it is asked again, with the object that the error stood in the place of.
    """

    def __init__(self, walk: Walk[T], call: Callable[[Request[Any], Callable[[Reply], Any]], Any]) -> None:
        self._items: Iterator[T] = iter(())
        self._line = _SyncLine(walk, call)

    def __iter__(self) -> Listing[T]:
        return self

    def __next__(self) -> T:
        try:
            for item in self._items:
                return item
            return self._turn()
        except StopIteration:
            raise
        except BaseException as error:
            clear_locals(error)
            raise

    def _turn(self) -> T:
        """The first object of the next page."""
        line = self._line
        with line.turning:
            for item in self._items:  # another thread may have turned the page
                return item
            mark, line.mark = line.mark, None
            if mark is not None:
                line.walk.save(mark)
            batch = line.following()
            if batch is None:
                if not line.closed:
                    line.walk.conclude()
                raise StopIteration
            self._items, line.mark = map(line.walk.parse, batch.items), batch.mark
            return next(self._items)

    def close(self) -> None:
        """Leave the listing: nothing more is fetched, and nothing more given."""
        self._items = iter(())
        self._line.close()

    def __del__(self) -> None:
        if (line := self.__dict__.get("_line")) is not None:
            line.close()


class _AsyncLine(_Line[T]):
    def __init__(self, walk: Walk[T], call: Callable[[Request[Any], Callable[[Reply], Any]], Awaitable[Any]]) -> None:
        super().__init__(walk)
        self._call = call
        self.turning = asyncio.Lock()
        self._changed = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        # Whether the last batch began a fetch of the next ones.
        self.started = False

    @property
    def _busy(self) -> bool:
        task = self._task
        return task is not None and not task.done() and task.get_loop() is asyncio.get_running_loop()

    async def following(self) -> Batch | None:
        """As in threads."""
        while not self.closed:
            while self._busy and not self.ready:
                self._changed.clear()
                await self._changed.wait()
            outcome = self.ready.popleft() if self.ready else None
            if isinstance(outcome, BaseException):
                raise outcome
            if outcome is None:
                if self.closed or self.walk.ended:
                    return None
                outcome = await self._fetch()
            if outcome.items:
                batch, ahead = self.open(outcome)
                self.started = ahead and self.has_room and not self._busy
                if self.started:
                    self._task = asyncio.create_task(self._run(), name="timeback-pages")
                    self._task.add_done_callback(lambda task: self._changed.set())
                return batch
        return None

    async def _fetch(self) -> Batch:
        while not self.closed and (request := self.walk.next_request()) is not None:
            outcome: RawPage[Any] | Exception
            try:
                outcome = await self._call(request, request.read_page)
            except Exception as error:  # noqa: BLE001
                outcome = error
            batch = self.walk.take(outcome)
            if batch.items:
                return batch
        return Batch([])

    async def _run(self) -> None:
        more = True
        while more:
            outcome: Batch | BaseException
            try:
                outcome = await self._fetch()
            except asyncio.CancelledError:
                raise
            except BaseException as error:  # noqa: BLE001 - it is the reader's, an interrupt by a callback too
                outcome = error
            more = self.put(outcome)
            self._changed.set()
            del outcome

    def abandon(self) -> asyncio.Task[None] | None:
        """Fetch no more, from whatever thread; gives the task, which is being cancelled."""
        self.closed = True
        self.ready.clear()
        task = self._task
        if task is None or task.done() or task.get_loop().is_closed():
            return None
        task.get_loop().call_soon_threadsafe(task.cancel)
        return task


class AsyncListing(AsyncIterator[T]):
    """The objects of a listing, one after another. Tasks may share it.

    After an error, a timeout or a cancellation it goes on, when it is asked again, where it was.
    """

    def __init__(self, walk: Walk[T], call: Callable[[Request[Any], Callable[[Reply], Any]], Awaitable[Any]]) -> None:
        self._items: Iterator[T] = iter(())
        self._line = _AsyncLine(walk, call)

    def __aiter__(self) -> AsyncListing[T]:
        return self

    async def __anext__(self) -> T:
        try:
            for item in self._items:
                return item
            return await self._turn()
        except StopAsyncIteration:
            raise
        except BaseException as error:
            clear_locals(error)
            raise

    async def _turn(self) -> T:
        """The first object of the next page."""
        line = self._line
        async with line.turning:
            while True:
                for item in self._items:  # another task may have turned the page
                    return item
                if line.mark is not None:
                    await asyncio.to_thread(line.walk.save, line.mark)
                    line.mark = None
                batch = await line.following()
                if batch is None:
                    if not line.closed:
                        line.walk.conclude()
                    raise StopAsyncIteration
                self._items, line.mark = map(line.walk.parse, batch.items), batch.mark
                if line.started:
                    # A reader that never waits would keep the request from being sent before it has read all it has.
                    # The batch is already the reader's, so that a cancellation here loses none of it.
                    for _ in range(TURNS):
                        await asyncio.sleep(0)

    async def aclose(self) -> None:
        """Leave the listing: nothing more is fetched, and nothing more given."""
        self._items = iter(())
        task = self._line.abandon()
        if task is not None and task.get_loop() is asyncio.get_running_loop():
            await asyncio.wait([task])

    def __del__(self) -> None:
        if (line := self.__dict__.get("_line")) is not None:
            line.abandon()
