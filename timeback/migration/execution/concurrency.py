"""Concurrent tasks, and their adaptive limit: additive increase, and multiplicative decrease on overload (AIMD)."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any, Final

from timeback_runtime.arguments import whole_number

DEFAULT_CONCURRENCY: Final = 64
OVERLOAD_STATUSES: Final = frozenset({429, 503})


class AdaptiveConcurrency:
    """A semaphore whose limit follows the responses of the servers.

    The limit doubles with each round of successful responses until the first overload (429 or 503). From then on each
    round adds one, and each overload halves it. Responses to requests that were sent before the last decrease do not
    decrease it again.
    """

    def __init__(self, maximum: int, *, start: int = 4, clock: Callable[[], float] = time.monotonic) -> None:
        self._maximum = maximum
        self._limit = float(min(start, maximum))
        self._is_doubling = True
        self._clock = clock
        self._decreased_at = float("-inf")
        self._waiters: deque[asyncio.Future[None]] = deque()
        self.in_flight = 0
        self.peak = 0
        """The highest number of tasks in flight at once."""

    @property
    def limit(self) -> int:
        """How many tasks may be in flight now."""
        return int(self._limit)

    async def acquire(self) -> None:
        """Wait until fewer tasks than the limit are in flight, and count one more."""
        while self.in_flight >= self.limit:
            waiter = asyncio.get_running_loop().create_future()
            self._waiters.append(waiter)
            try:
                await waiter
            except asyncio.CancelledError:
                if waiter.done() and not waiter.cancelled():
                    self._wake_waiters()
                raise
            finally:
                if waiter in self._waiters:
                    self._waiters.remove(waiter)
        self.in_flight += 1
        self.peak = max(self.peak, self.in_flight)

    def release(self) -> None:
        """Count one task less, and wake a waiter."""
        self.in_flight -= 1
        self._wake_waiters()

    def observe(self, status: int | None, seconds: float) -> None:
        """Adjust the limit to the response of one attempt. Attempts that are retried count, too.

        Args:
            status: of the response; None if there was none.
            seconds: how long the attempt took.
        """
        if status in OVERLOAD_STATUSES:
            now = self._clock()
            if now - seconds >= self._decreased_at:
                self._decreased_at = now
                self._is_doubling = False
                self._limit = max(1.0, self._limit / 2)
        elif status is not None and status < 500 and self.in_flight >= self.limit:
            self._limit = min(float(self._maximum), self._limit + (1.0 if self._is_doubling else 1.0 / self._limit))
            self._wake_waiters()

    def _wake_waiters(self) -> None:
        free = self.limit - self.in_flight
        while free > 0 and self._waiters:
            waiter = self._waiters.popleft()
            if not waiter.done():
                waiter.set_result(None)
                free -= 1


def check_concurrency(concurrency: Any) -> int:
    """The argument ``concurrency``, validated.

    Raises:
        InvalidRequestError: it is not an integer of at least 1.
    """
    return whole_number("concurrency", concurrency, 1)


@asynccontextmanager
async def task_group() -> AsyncIterator[asyncio.TaskGroup]:
    """A task group that raises the first error of a task, not a group of errors."""
    try:
        async with asyncio.TaskGroup() as group:
            yield group
    except BaseExceptionGroup as errors:
        first: BaseException = errors
        while isinstance(first, BaseExceptionGroup):
            first = first.exceptions[0]
        raise first from first.__cause__
