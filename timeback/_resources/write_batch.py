"""The batch of a method such as ``update_many``: one job for each object of a list, a generator or a stream."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncGenerator, AsyncIterable, Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from timeback._resources.batch import Batch, Job
from timeback.errors import StorageError
from timeback_runtime.errors import InvalidRequestError, TimeBackError
from timeback_runtime.lazy import lazy_module
from timeback_runtime.validators import describe_type

if TYPE_CHECKING:
    import asyncio

    from timeback._resources.write_progress import WriteProgress
else:
    asyncio = lazy_module("asyncio")


class WriteBatch(Batch):
    """The objects of one call.

    Attributes:
        succeeded: how many were written.
        failed: the position and the error of each that was not, in order after ``result``.
        count: how many objects the input had.
        results: the result of each object that was written, by its position; None if they are not kept, by default.
        progress: the checkpoint; None if there is none, by default.
    """

    def __init__(
        self,
        items: Any,
        id_of: Callable[[Any], str | None],
        start: Callable[[Any, bool], Any],
        concurrency: int,
    ) -> None:
        """Take the objects, and what to do with each of them.

        Args:
            items: an iterable; for an event loop, it may be an async one.
            id_of: returns the id of an object, or None. Objects with the same id are written one after the other.
            start: returns the request, or the ``RequestGenerator``, that writes an object. The flag says whether an
                earlier run may have sent it.
            concurrency: the largest number of objects in progress at once.
        """
        super().__init__(concurrency)
        self._items, self._id_of, self._start = items, id_of, start
        self.progress: WriteProgress | None = None
        self._advanced = asyncio.Event()
        self._unexpected: Exception | None = None
        self.succeeded = self.count = 0
        self.failed: list[tuple[int, TimeBackError]] = []
        self.results: dict[int, Any] | None = None

    def jobs(self) -> Iterator[Job]:
        for jobs in self._accepted():
            for job in jobs:
                if (mark := self._mark_before(job)) is not None:
                    self._save(mark)
                yield job

    async def jobs_async(self) -> AsyncGenerator[Job]:
        async with contextlib.aclosing(self._accepted_async()) as accepted:
            async for jobs in accepted:
                for job in jobs:
                    while self.progress is not None and self.progress.is_far_ahead(job.index):
                        self._advanced.clear()
                        await self._advanced.wait()
                    if (mark := self._mark_before(job)) is not None:
                        await asyncio.to_thread(self._save, mark)
                    yield job

    def _accepted(self) -> Iterator[Iterable[Job]]:
        for item in self._items:
            yield self._accept(item)
        yield self._end()

    async def _accepted_async(self) -> AsyncGenerator[Iterable[Job]]:
        if not isinstance(self._items, AsyncIterable):
            for jobs in self._accepted():
                yield jobs
            return
        async for item in self._items:
            yield self._accept(item)
        yield self._end()

    def _accept(self, item: Any) -> Iterable[Job]:
        index, key = self.count, self._id_of(item)
        self.count += 1
        return (Job(index, item, key),) if self.progress is None else self.progress.accept(key, item)

    def _end(self) -> Iterable[Job]:
        return () if self.progress is None else self.progress.end()

    def _mark_before(self, job: Job) -> dict[str, Any] | None:
        return None if self.progress is None else self.progress.mark_before(job.index)

    def _save(self, mark: dict[str, Any]) -> None:
        assert self.progress is not None
        self.progress.save(mark)

    def start(self, job: Job) -> Any:
        return self._start(job.item, job.repeated)

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
        if self.progress is not None:
            self.progress.finish(job.index, error)
            self._advanced.set()

    def result(self) -> WriteBatch:
        if self._unexpected is not None:
            raise self._unexpected
        if self.progress is not None:
            self.failed += ((index, _superseded()) for index in self.progress.superseded)
            self.progress.remove()
        self.failed.sort(key=lambda failure: failure[0])
        return self

    def save_end(self) -> None:
        """Save the checkpoint of a call that ended early."""
        if self.progress is not None:
            # The last file is true as well: it may only be behind.
            with contextlib.suppress(StorageError):
                self.progress.save_end()

    @property
    def resumed(self) -> int:
        """How many objects earlier runs have written."""
        return 0 if self.progress is None else self.progress.resumed


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
