"""The batch of a method such as ``update_many``: one job for each object of a list, a generator or a stream."""

from __future__ import annotations

import asyncio
import contextlib
import functools
from collections.abc import AsyncGenerator, AsyncIterable, Callable, Iterable, Iterator, Mapping
from typing import Any

from attrs import frozen

from timeback._resources.batch import Batch, Job
from timeback._resources.write_progress import Entry, WriteProgress
from timeback.errors import StorageError
from timeback_runtime.errors import InvalidRequestError, TimeBackError
from timeback_runtime.validators import describe_type


@frozen
class Write:
    """What a method does with each of its objects.

    Attributes:
        id_of: returns the id of an object, or None. Objects with the same id are written one after the other.
        start: returns the request, or the ``RequestGenerator``, that writes an object. The flag says whether an earlier
            run may have sent it.
    """

    id_of: Callable[[Any], str | None]
    start: Callable[[Any, bool], Any]


class WriteBatch(Batch):
    """The objects of one call.

    Attributes:
        succeeded: how many were written.
        failed: the position and the error of each that was not, in order after ``result``.
        count: how many objects the input had.
        results: the result of each object that was written, by its position; None if they are not kept.
    """

    def __init__(
        self, write: Write, items: Any, concurrency: int, progress: WriteProgress | None, *, keep_results: bool
    ) -> None:
        super().__init__(concurrency)
        self._write = write
        self._items = items
        self._progress = progress
        self._advanced = asyncio.Event()
        self._unexpected: Exception | None = None
        self.succeeded = self.count = 0
        self.failed: list[tuple[int, TimeBackError]] = []
        self.results: dict[int, Any] | None = {} if keep_results else None

    def jobs(self) -> Iterator[Job]:
        for entries in self._accepted():
            for entry in entries:
                if (mark := self._mark_before(entry)) is not None:
                    self._save(mark)
                yield self._job(entry)

    async def jobs_async(self) -> AsyncGenerator[Job]:
        async with contextlib.aclosing(self._accepted_async()) as accepted:
            async for entries in accepted:
                for entry in entries:
                    while self._progress is not None and self._progress.is_far_ahead(entry.index):
                        self._advanced.clear()
                        await self._advanced.wait()
                    if (mark := self._mark_before(entry)) is not None:
                        await asyncio.to_thread(self._save, mark)
                    yield self._job(entry)

    def _accepted(self) -> Iterator[Iterable[Entry]]:
        for item in self._items:
            yield self._accept(item)
        yield self._end()

    async def _accepted_async(self) -> AsyncGenerator[Iterable[Entry]]:
        if not isinstance(self._items, AsyncIterable):
            for entries in self._accepted():
                yield entries
            return
        async for item in self._items:
            yield self._accept(item)
        yield self._end()

    def _accept(self, item: Any) -> Iterable[Entry]:
        index, key = self.count, self._write.id_of(item)
        self.count += 1
        return (Entry(index, key, item),) if self._progress is None else self._progress.accept(key, item)

    def _end(self) -> Iterable[Entry]:
        return () if self._progress is None else self._progress.end()

    def _job(self, entry: Entry) -> Job:
        return Job(functools.partial(self._write.start, entry.item, entry.repeated), entry.index, entry.key)

    def _mark_before(self, entry: Entry) -> dict[str, Any] | None:
        return None if self._progress is None else self._progress.mark_before(entry.index)

    def _save(self, mark: dict[str, Any]) -> None:
        assert self._progress is not None
        self._progress.save(mark)

    def finish(self, job: Job, result: Any) -> None:
        error = result if isinstance(result, Exception) else None
        if error is None:
            self.succeeded += 1
            if self.results is not None:
                self.results[job.index] = result
        elif isinstance(error, TimeBackError):
            self.failed.append((job.index, error))
        else:
            self._unexpected = self._unexpected or error
        if self._progress is not None:
            self._progress.finish(job.index, error)
            self._advanced.set()

    def result(self) -> WriteBatch:
        if self._unexpected is not None:
            raise self._unexpected
        if self._progress is not None:
            self.failed += ((index, _superseded()) for index in self._progress.superseded)
            self._progress.remove()
        self.failed.sort(key=lambda failure: failure[0])
        return self

    def save_end(self) -> None:
        """Save the checkpoint of a call that ended early."""
        if self._progress is not None:
            # The last file is true as well: it may only be behind.
            with contextlib.suppress(StorageError):
                self._progress.save_end()

    @property
    def resumed(self) -> int:
        """How many objects earlier runs have written."""
        return 0 if self._progress is None else self._progress.resumed


def checked_items(name: str, given: Any, *, is_async: bool = False) -> Any:
    """Return an iterable argument; reject a single string or object, which is iterable too.

    Raises:
        InvalidRequestError: it is not a list or another iterable.
    """
    if isinstance(given, AsyncIterable):
        if is_async:
            return given
        raise InvalidRequestError(f"{name}: an async iterable needs an AsyncTimeBackClient")
    if isinstance(given, str | bytes | Mapping) or not isinstance(given, Iterable):
        raise InvalidRequestError(f"{name}: expected a list, got {describe_type(given)}")
    return given


def _superseded() -> TimeBackError:
    return TimeBackError(
        "it failed in the earlier run and was not sent again, because a later object with the same id has been written"
    )
