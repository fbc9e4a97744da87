"""Batches of concurrent work with bounded concurrency."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Awaitable, Callable, Coroutine, Generator, Iterable, Iterator
from contextlib import aclosing
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

from timeback._resources.naming import DEFAULT_CONCURRENCY
from timeback_runtime.arguments import whole_number
from timeback_runtime.frames import clear_locals
from timeback_runtime.lazy import lazy_module
from timeback_runtime.records import define, field, frozen

if TYPE_CHECKING:
    import asyncio

    from timeback_runtime.messages import Request
else:
    asyncio = lazy_module("asyncio")

S = TypeVar("S")
T = TypeVar("T")

RequestGenerator = Generator[Any, Any, T]
"""A multi-request method: yields a ``Request``, ``PageRequest`` or ``Batch``, is sent its result, returns T."""


@frozen
class PageRequest:
    """A request for one page of a listing, whose result is the ``RawPage`` with its counters."""

    request: Request[list[Any]]


@frozen
class Pause:
    """A wait between two requests. Its result is None."""

    seconds: float


@frozen
class Blocking:
    """A function that may block, such as one that works with a file. Its result is what the function returns."""

    function: Callable[[], Any] = field(repr=False)


@define(eq=False)
class Job:
    """One piece of work of a batch.

    Attributes:
        index: the position of the job in the batch.
        item: what the batch makes the request from.
        key: a job starts only after all earlier ones with the same key have ended. None for no such order.
        repeated: whether an earlier run may have done it.
    """

    index: int
    item: Any = field(repr=False)
    key: str | None = field(default=None, repr=False)
    repeated: bool = False


class Batch:
    """Work to do concurrently. Subclasses define the jobs, and what becomes of their results.

    Attributes:
        concurrency: the largest number of jobs in progress at once.
    """

    def __init__(self, concurrency: int) -> None:
        self.concurrency = whole_number("concurrency", concurrency, 1)

    def jobs(self) -> Iterator[Job]:
        """Yield the jobs in order. They are requested only a little ahead of those in progress."""
        raise NotImplementedError  # pragma: no cover

    async def jobs_async(self) -> AsyncGenerator[Job]:
        """Yield the jobs in order, for an event loop."""
        for job in self.jobs():
            yield job

    def start(self, job: Job) -> Any:
        """Return the request of a job, or a ``RequestGenerator``. An error counts as the result of the job."""
        raise NotImplementedError  # pragma: no cover

    def finish(self, job: Job, result: Any) -> None:
        """Take the result of a job, or its exception. The calls come from one thread, in any order of the jobs."""
        raise NotImplementedError  # pragma: no cover

    def result(self) -> Any:
        """Return the result of the batch, after its last job."""
        raise NotImplementedError  # pragma: no cover


Step: TypeAlias = "Request[Any] | PageRequest | Pause | Blocking | Batch | RequestGenerator[Any]"
"""What a multi-request method yields."""


class RequestBatch(Batch):
    """Requests, whose results are a list in their order, with an exception in place of a failed one."""

    def __init__(self, builds: Iterable[Callable[[], Step]], concurrency: int = DEFAULT_CONCURRENCY) -> None:
        """Take functions that each return one request, or a multi-request method."""
        super().__init__(concurrency)
        self._builds = builds
        self._results: dict[int, Any] = {}

    def jobs(self) -> Iterator[Job]:
        return (Job(index, build) for index, build in enumerate(self._builds))

    def start(self, job: Job) -> Step:
        step: Step = job.item()
        return step

    def finish(self, job: Job, result: Any) -> None:
        self._results[job.index] = result

    def result(self) -> list[Any]:
        return [self._results[index] for index in sorted(self._results)]


async def run_batch_async(batch: Batch, send: Callable[[Any], Awaitable[Any]]) -> Any:
    """Do the work of a batch in tasks of the running event loop, and return its result."""
    reading = asyncio.Lock()
    latest: dict[str, asyncio.Event] = {}

    async def worker(_: int) -> None:
        while True:
            async with reading:
                job = await anext(jobs, None)
                if job is None:
                    return
                earlier = ended = None
                if job.key is not None:
                    earlier = latest.get(job.key)
                    ended = latest[job.key] = asyncio.Event()
            if earlier is not None:
                await earlier.wait()
            batch.finish(job, await run_job(batch, job, send))
            if job.key is not None and ended is not None:
                ended.set()
                if latest.get(job.key) is ended:
                    del latest[job.key]

    async with aclosing(batch.jobs_async()) as jobs:
        await gather_or_raise(worker, range(batch.concurrency))
    return batch.result()


async def run_job(batch: Batch, job: Job, send: Callable[[Any], Awaitable[Any]]) -> Any:
    """Do one job, and return its result or its exception."""
    try:
        return await send(batch.start(job))
    except Exception as error:  # noqa: BLE001 - returned in place of the result
        clear_locals(error)
        # The traceback keeps this frame, which may not keep the object that was sent.
        del job
        return error


async def gather_or_raise(work: Callable[[S], Coroutine[Any, Any, T]], arguments: Iterable[S]) -> list[T]:
    """Run ``work`` on each argument in concurrent tasks; return the results in order.

    The first error cancels the other tasks and is raised alone, not in an exception group. This includes a
    KeyboardInterrupt, for example one raised by a caller's iterable or callback: if it left a task directly, it would
    stop the event loop before the other tasks have been cancelled.
    """
    failed: list[BaseException] = []

    async def run(argument: S) -> T:
        try:
            return await work(argument)
        except asyncio.CancelledError:
            raise
        except BaseException as error:  # noqa: BLE001 - raised below
            failed.append(error)
            raise _TaskFailedError from None

    try:
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(run(argument)) for argument in arguments]
    except* _TaskFailedError:
        pass
    if failed:
        raise failed[0]
    return [task.result() for task in tasks]


class _TaskFailedError(Exception):
    """Cancels the other tasks of ``gather_or_raise``."""
