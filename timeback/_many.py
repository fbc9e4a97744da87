"""Many requests at once, a bounded number of them in flight, in threads or in tasks."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

from attrs import frozen

from timeback_api._core.errors import InvalidRequestError

if TYPE_CHECKING:
    from timeback_api._core.wire import Request

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

    async def worker() -> None:
        for index, build in source:
            try:
                results[index] = await send(build())
            except Exception as error:  # noqa: BLE001
                results[index] = error

    async with asyncio.TaskGroup() as group:
        for _ in range(each.concurrency):
            group.create_task(worker())
    return [results[index] for index in sorted(results)]
