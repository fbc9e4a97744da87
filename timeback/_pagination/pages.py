"""Iterators over the pages of a listing as plain JSON, for consumers that need no models: ranges, files, warehouses.

Each page is a list of the new objects as the server sent them, read with the same tolerance as the objects of an
iteration. At most two pages are fetched ahead, in a thread or a task.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from typing import TYPE_CHECKING, Any, TypeAlias

from timeback._pagination.prefetch import AsyncPrefetchBuffer, SyncPrefetchBuffer
from timeback_runtime.frames import clear_locals
from timeback_runtime.lazy import lazy_module

if TYPE_CHECKING:
    import asyncio

    from timeback._pagination.paging import AnyPaginator
    from timeback._pagination.prefetch import SendAsync, SendSync
else:
    asyncio = lazy_module("asyncio")

JSONPage: TypeAlias = list[dict[str, Any]]


class Pages(Iterator[JSONPage]):
    """Iterator over pages that are not empty. Several threads may share it.

    After an error the iterator stays usable: the next call continues with the page at which the error occurred.
    """

    def __init__(self, paginator: AnyPaginator[Any], call: SendSync) -> None:
        self._buffer = SyncPrefetchBuffer(paginator, call, whole_pages=True)

    def __iter__(self) -> Pages:
        return self

    def __next__(self) -> JSONPage:
        try:
            with self._buffer.reader_lock:
                return self._buffer.take_page()
        except StopIteration:
            raise
        except BaseException as error:
            clear_locals(error)
            raise

    def close(self) -> None:
        """Stop the iteration: no more pages are fetched or returned."""
        self._buffer.close()

    def __del__(self) -> None:
        if (buffer := self.__dict__.get("_buffer")) is not None:
            buffer.close()


class AsyncPages(AsyncIterator[JSONPage]):
    """Asynchronous iterator over pages that are not empty. Several tasks may share it.

    After an error, a timeout or a cancellation the iterator stays usable: the next call continues with the same page.
    """

    def __init__(self, paginator: AnyPaginator[Any], call: SendAsync) -> None:
        self._buffer = AsyncPrefetchBuffer(paginator, call, whole_pages=True)

    def __aiter__(self) -> AsyncPages:
        return self

    async def __anext__(self) -> JSONPage:
        try:
            async with self._buffer.reader_lock:
                return await self._buffer.take_page()
        except StopAsyncIteration:
            raise
        except BaseException as error:
            clear_locals(error)
            raise

    async def aclose(self) -> None:
        """Stop the iteration: no more pages are fetched or returned."""
        task = self._buffer.stop()
        if task is not None and task.get_loop() is asyncio.get_running_loop():
            await asyncio.wait([task])

    def __del__(self) -> None:
        if (buffer := self.__dict__.get("_buffer")) is not None:
            buffer.stop()
