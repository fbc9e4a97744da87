"""Many requests at once, a bounded number of them in flight, in threads or in tasks."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Coroutine, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import frozen

from timeback_runtime.errors import InvalidRequestError
from timeback_runtime.frames import clear_locals

if TYPE_CHECKING:
    from timeback_runtime.messages import Request

S = TypeVar("S")
T = TypeVar("T")

DEFAULT_CONCURRENCY = 16


@frozen
class Each:
    """Requests to be sent side by side. Each is built when its turn comes; what cannot be built has failed."""

    builds: Iterable[Callable[[], Request[Any]]]
    concurrency: int = DEFAULT_CONCURRENCY

    def __attrs_post_init__(self) -> None:
        if isinstance(self.concurrency, bool) or not isinstance(self.concurrency, int) or self.concurrency < 1:
            raise InvalidRequestError("concurrency: expected a whole number, 1 or more")


def each_of(each: Each, send: Callable[[Request[Any]], Any]) -> list[Any]:
    """The results in the order of the requests; an error stands in the place of its result."""

    def one(build: Callable[[], Request[Any]]) -> Any:
        try:
            return send(build())
        except Exception as error:  # noqa: BLE001
            clear_locals(error)
            return error

    results: list[Any] = []
    waiting: deque[Future[Any]] = deque()
    pool = ThreadPoolExecutor(each.concurrency, thread_name_prefix="timeback")
    try:
        for build in each.builds:
            waiting.append(pool.submit(one, build))
            # The source may be endless or large: no more is taken from it than is about to be sent.
            if len(waiting) >= 2 * each.concurrency:
                results.append(waiting.popleft().result())
        results += [future.result() for future in waiting]
    finally:
        pool.shutdown(cancel_futures=True)
    return results


async def each_of_async(each: Each, send: Callable[[Request[Any]], Awaitable[Any]]) -> list[Any]:
    """As ``each_of``, in tasks."""
    source = enumerate(each.builds)
    results: dict[int, Any] = {}

    async def worker(_: int) -> None:
        for index, build in source:
            try:
                results[index] = await send(build())
            except Exception as error:  # noqa: BLE001
                clear_locals(error)
                results[index] = error

    await side_by_side(worker, range(each.concurrency))
    return [results[index] for index in sorted(results)]


async def side_by_side(work: Callable[[S], Coroutine[Any, Any, T]], things: Iterable[S]) -> list[T]:
    """What ``work`` gives for each of the things, in tasks. The first error ends the others, and is raised alone.

    That holds for a KeyboardInterrupt, too, such as one of a caller's iterable or callback: leaving a task as it is, it
    would end the event loop before the other tasks could end in order.
    """
    failed: list[BaseException] = []

    async def one(thing: S) -> T:
        try:
            return await work(thing)
        except asyncio.CancelledError:
            raise
        except BaseException as error:  # noqa: BLE001 - raised below
            failed.append(error)
            raise _FailedError from None

    try:
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(one(thing)) for thing in things]
    except* _FailedError:
        pass
    if failed:
        raise failed[0]
    return [task.result() for task in tasks]


class _FailedError(Exception):
    """Ends the tasks of ``side_by_side``."""
