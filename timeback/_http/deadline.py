"""Timeouts of one HTTP exchange: each wait ends at a point in time, not after a period without data.

The timeout of a socket restarts with each piece that arrives, so a server that sends a byte now and then can hold a
call for as long as it likes. Here a wait ends at a point in time, and only progress of the exchange moves that point:
the request was sent, the head of the reply is complete, a piece of the body arrived.

The streams in ``sockets`` and ``asyncio_backend`` ask :data:`current_time_limit` before each read and write. It is a
context variable, because httpcore passes nothing of a request to its streams but a timeout.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

import httpx

from timeback_runtime.lazy import lazy_module

if TYPE_CHECKING:
    import asyncio
else:
    asyncio = lazy_module("asyncio")

# Seconds. A connect timeout is reported by the stream, which knows that nothing was sent; it must come first.
_GRACE = 0.05


class TimeLimit:
    """The end of the current wait of one exchange.

    Args:
        timeout: seconds for each wait: to connect, to send, for the head of the reply, for the next piece of its body.
        deadline: when the whole call must be over, by ``clock``; None for no deadline.
        body_size: bytes of the request's body. While they are being sent, each write restarts the wait. Later writes
            do not: with HTTP/2 they answer frames of the server's own.
        clock: gives the current time in seconds.
    """

    __slots__ = ("_clock", "_deadline", "_timeout", "_unsent", "end")

    def __init__(self, timeout: float, deadline: float | None, body_size: int, clock: Callable[[], float]) -> None:
        self._timeout, self._deadline, self._clock = timeout, deadline, clock
        # One more than the body, so that the head of a request without a body counts as unsent.
        self._unsent = body_size + 1
        end = clock() + timeout
        self.end = end if deadline is None or end < deadline else deadline

    def restart(self) -> None:
        """Start a new wait."""
        end = self._clock() + self._timeout
        self.end = end if self._deadline is None or end < self._deadline else self._deadline

    def remaining(self) -> float:
        """Return the seconds until the current wait ends; 0 or less if it has ended."""
        return self.end - self._clock()

    def record_write(self, count: int) -> bool:
        """Record that ``count`` bytes were written. Return whether they belong to the request, and restart the wait."""
        if self._unsent <= 0:
            return False
        self._unsent -= count
        self.restart()
        return True

    def raise_if_expired(self) -> None:
        """Raise ``httpx.ReadTimeout`` if the current wait has ended."""
        if self._clock() >= self.end:
            raise httpx.ReadTimeout("no further data in time")


@asynccontextmanager
async def enforce_time_limit(limit: TimeLimit) -> AsyncIterator[None]:
    """Cancel the block when a wait ends, and raise ``httpx.ReadTimeout``.

    For connections of HTTP/2: their streams cannot end the wait of one request alone, because others share them.
    """
    loop = asyncio.get_running_loop()
    timer: asyncio.TimerHandle | None = None

    def check() -> None:
        nonlocal timer
        remaining = limit.remaining() + _GRACE
        if remaining <= 0:
            scope.reschedule(loop.time())
        else:
            timer = loop.call_later(remaining, check)

    try:
        async with asyncio.timeout(None) as scope:
            check()
            try:
                yield
            finally:
                if timer is not None:
                    timer.cancel()
    except TimeoutError:
        if scope.expired():
            raise httpx.ReadTimeout("no further data in time") from None
        raise


current_time_limit: ContextVar[TimeLimit | None] = ContextVar("timeback_time_limit", default=None)


def time_limit_of(request: httpx.Request, deadline: float | None, clock: Callable[[], float]) -> TimeLimit:
    """Return the limit for the exchange of a request, whose extensions hold its timeout."""
    return TimeLimit(request.extensions["timeout"]["read"], deadline, len(request.content), clock)
