"""Feeds of changes: iterators over the objects that changed since the last run, whose checkpoint ``commit`` moves."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Generator, Iterable, Iterator
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any, ParamSpec, Self, TypeVar

from timeback._pagination.prefetch import AsyncListing, Listing
from timeback._resources.change_run import ChangeRun, NoServerTime
from timeback_runtime.frames import clear_locals, clears_locals

if TYPE_CHECKING:
    from timeback._storage.known_ids import KnownIds
    from timeback_runtime.messages import RawPage, Reply, Request

P = ParamSpec("P")
T = TypeVar("T")


class Changes(Iterator[T]):
    """One run of a feed: an iterator over the objects. It can be used in a ``with`` statement, which closes it."""

    def __init__(self, run: ChangeRun[T]) -> None:
        self._run = run
        self._listing = self._new_listing()

    def __repr__(self) -> str:
        return f"<Changes: {self._run}>"

    @property
    def since(self) -> datetime | None:
        """The time from which changes are read, by the clock of the server; None if everything is read."""
        return self._run.since

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> T:
        run = self._run
        run.check_open()
        # Not after an object was taken: a warning that is an error would lose it.
        if run.notice is not None:
            run.tell()
        while not run.ended:
            try:
                item = next(self._listing)
            except StopIteration:
                run.tell()
                run.ended = True
            except NoServerTime:
                run.collection._run(run.find_newest_stamp())
                self._listing = self._new_listing()
            except Exception as error:  # noqa: BLE001 - raised again unless everything can be read
                clear_locals(error)
                run.recover(error)
                self._listing = self._new_listing()
                run.tell()
            else:
                return item
        raise StopIteration

    def state(self) -> dict[str, Any]:
        """Return where the next run starts, for a copy that stores it itself, and not in a checkpoint.

        Store it in the transaction that stores the objects, and pass it to the next run as ``state``. It is JSON.

        Raises:
            ClientStateError: the changes have not been read to their end.
        """
        return self._run.state()

    def commit(self) -> None:
        """Move the checkpoint: the next run reads what changes from now on. Call it when the objects are stored.

        The file is replaced atomically. Without this call the next run reads the same changes again.

        Raises:
            ClientStateError: the changes have not been read to their end, or there is no checkpoint.
            StorageError: the checkpoint cannot be written, and is unchanged. The call can be repeated.
        """
        self._run.store()

    def vanished(self, known: Iterable[str] | None = None) -> Iterator[str]:
        """Yield the ids of objects that your copy may have, and that the server has no more.

        The ids of all objects are listed and compared with the known ones. A known id that is not listed is yielded if
        the server answers 404 for its object, or returns it with the status ``tobedeleted``. Nothing is yielded before
        the listing was read to its end, and its length agrees with the totals that the server reported before and
        after it. Objects that were marked as deleted come as changes, without this method.

        Without ``known``, the ids of all objects that this feed has returned are compared. They are kept in a file
        beside the checkpoint. ``commit`` removes the yielded ids from it, so call it afterwards. Memory is bounded; the
        ids of the listing are in a temporary file. The cost is the listing of all ids, and a request for each id that
        is not listed, so that once a week is enough.

        Args:
            known: the ids of your copy. By default those that this feed has returned.

        Raises:
            ClientStateError: the changes have not been read to their end, or the ids of the checkpoint are incomplete
                or closed.
            InvalidRequestError: there is neither a checkpoint nor ``known``.
            IncompleteListingError: the length of the listing disagrees with the totals of the server. No id was
                yielded.
            StorageError: a file cannot be read or written.
        """
        return self._vanished(*self._run.known_ids(known), is_temporary=known is not None)

    def _vanished(self, ids: KnownIds, known: Iterable[str], *, is_temporary: bool) -> Generator[str]:
        from timeback._resources.vanished import VanishedSearch

        run = self._run.collection._run
        with contextlib.ExitStack() as stack:
            if is_temporary:
                stack.callback(ids.close)
                ids.add(known)
            search = VanishedSearch(self._run.collection, ids)
            _cleared(run, search.compare())
            while (found := _cleared(run, search.next_ids())) is not None:
                count = 0
                try:
                    for identity in found:
                        yield identity
                        # The caller asks for the next one, so that this one has been dealt with.
                        count += 1
                finally:
                    ids.add_gone(found[:count])

    def close(self) -> None:
        """Stop the run without moving the checkpoint, and release its lock. A second call does nothing."""
        self._listing.close()
        self._run.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _new_listing(self) -> Listing[T]:
        return Listing(self._run.paginator, partial(_call, self._run))


class AsyncChanges(AsyncIterator[T]):
    """One run of a feed: an asynchronous iterator over the objects.

    It can be used in an ``async with`` statement, which closes it.
    """

    def __init__(self, run: ChangeRun[T]) -> None:
        self._run = run
        self._listing = self._new_listing()

    def __repr__(self) -> str:
        return f"<AsyncChanges: {self._run}>"

    @property
    def since(self) -> datetime | None:
        """The time from which changes are read, by the clock of the server; None if everything is read."""
        return self._run.since

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> T:
        run = self._run
        run.check_open()
        # Not after an object was taken: a warning that is an error would lose it.
        if run.notice is not None:
            run.tell()
        while not run.ended:
            try:
                item = await anext(self._listing)
            except StopAsyncIteration:
                run.tell()
                run.ended = True
            except NoServerTime:
                await run.collection._run(run.find_newest_stamp())
                self._listing = self._new_listing()
            except Exception as error:  # noqa: BLE001 - raised again unless everything can be read
                clear_locals(error)
                run.recover(error)
                self._listing = self._new_listing()
                run.tell()
            else:
                return item
        raise StopAsyncIteration

    def state(self) -> dict[str, Any]:
        """See ``Changes.state``. It is not awaited."""
        return self._run.state()

    async def commit(self) -> None:
        """See ``Changes.commit``."""
        await asyncio.to_thread(self._run.store)

    def vanished(self, known: Iterable[str] | None = None) -> AsyncIterator[str]:
        """See ``Changes.vanished``. It is used with ``async for``."""
        return self._vanished(*self._run.known_ids(known), is_temporary=known is not None)

    async def _vanished(self, ids: KnownIds, known: Iterable[str], *, is_temporary: bool) -> AsyncGenerator[str]:
        from timeback._resources.vanished import VanishedSearch

        run = self._run.collection._run
        async with contextlib.AsyncExitStack() as stack:
            if is_temporary:
                stack.callback(ids.close)
                await asyncio.to_thread(ids.add, known)
            search = VanishedSearch(self._run.collection, ids)
            await run(search.compare())
            while (found := await run(search.next_ids())) is not None:
                count = 0
                try:
                    for identity in found:
                        yield identity
                        count += 1
                finally:
                    # A temporary table, which takes no time that matters to an event loop.
                    ids.add_gone(found[:count])

    async def aclose(self) -> None:
        """Stop the run without moving the checkpoint, and release its lock. A second call does nothing."""
        await self._listing.aclose()
        await asyncio.to_thread(self._run.close)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.aclose()

    def _new_listing(self) -> AsyncListing[T]:
        return AsyncListing(self._run.paginator, partial(_call_async, self._run))


# Where users import them from, in tracebacks and help texts.
Changes.__module__ = AsyncChanges.__module__ = "timeback"


# Functions, not methods of the feed: the listing keeps them, and a circle of references would keep an abandoned feed
# and the lock of its checkpoint.


def _call(run: ChangeRun[Any], request: Request[Any], read: Callable[[Reply], RawPage[Any]]) -> RawPage[Any]:
    page: RawPage[Any] = run.collection._session.call(request, run.noting(read))
    run.record(page)
    return page


async def _call_async(
    run: ChangeRun[Any], request: Request[Any], read: Callable[[Reply], RawPage[Any]]
) -> RawPage[Any]:
    page: RawPage[Any] = await run.collection._session.call(request, run.noting(read))
    if run.has_files:
        await asyncio.to_thread(run.record, page)
    return page


@clears_locals
def _cleared(run: Callable[[Any], T], generator: Any) -> T:
    return run(generator)
