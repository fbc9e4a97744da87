"""Batches of requests with bounded concurrency, in threads or in tasks."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Coroutine, Generator, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import frozen

from timeback_runtime.arguments import whole_number
from timeback_runtime.frames import clear_locals

if TYPE_CHECKING:
    from timeback_runtime.messages import Request

S = TypeVar("S")
T = TypeVar("T")

DEFAULT_CONCURRENCY = 16

RequestGenerator = Generator[Any, Any, T]
"""A multi-request method: yields a ``Request``, ``PageRequest`` or ``RequestBatch``, is sent its result, returns T."""


@frozen
class PageRequest:
    """A request for one page of a listing, whose result is the ``RawPage`` with its counters."""

    request: Request[list[Any]]


@frozen
class RequestBatch:
    """Requests to send concurrently.

    Attributes:
        builds: functions that each build one request, called just before it is sent. An error of one counts as the
            error of that request.
        concurrency: the largest number of requests in flight at once.
    """

    builds: Iterable[Callable[[], Request[Any]]]
    concurrency: int = DEFAULT_CONCURRENCY

    def __attrs_post_init__(self) -> None:
        whole_number("concurrency", self.concurrency, 1)


def send_batch(batch: RequestBatch, send: Callable[[Request[Any]], Any]) -> list[Any]:
    """Send the requests in threads; return their results in order, with an exception in place of a failed one."""

    def send_one(build: Callable[[], Request[Any]]) -> Any:
        try:
            return send(build())
        except Exception as error:  # noqa: BLE001 - returned in place of the result
            clear_locals(error)
            return error

    results: list[Any] = []
    pending: deque[Future[Any]] = deque()
    pool = ThreadPoolExecutor(batch.concurrency, thread_name_prefix="timeback")
    try:
        for build in batch.builds:
            pending.append(pool.submit(send_one, build))
            # The source may be large or endless, so it is read only a little ahead of the requests in flight.
            if len(pending) >= 2 * batch.concurrency:
                results.append(pending.popleft().result())
        results += [future.result() for future in pending]
    finally:
        pool.shutdown(cancel_futures=True)
    return results


async def send_batch_async(batch: RequestBatch, send: Callable[[Request[Any]], Awaitable[Any]]) -> list[Any]:
    """Send the requests in tasks, as ``send_batch`` does in threads."""
    source = enumerate(batch.builds)
    results: dict[int, Any] = {}

    async def worker(_: int) -> None:
        for index, build in source:
            try:
                results[index] = await send(build())
            except Exception as error:  # noqa: BLE001 - returned in place of the result
                clear_locals(error)
                results[index] = error

    await gather_or_raise(worker, range(batch.concurrency))
    return [results[index] for index in sorted(results)]


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
