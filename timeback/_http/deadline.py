"""How long one exchange may still wait.

The timeout of a socket starts again with each piece that arrives, so a server that sends a byte now and then holds a
call for as long as it likes. Here a wait ends at a point in time instead, and only real progress moves that point: the
request was sent, the head of the reply is complete, a piece of the body came.

The streams in ``sockets`` and ``network`` ask :data:`current` before each read and write. It is a context variable,
since httpcore passes nothing of a request on to its streams but the length of a timeout.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from contextvars import ContextVar

import httpx

# A connection that is not made in time is told by the stream, which knows that nothing was sent.
_GRACE = 0.05


class TimeLimit:
    """The end of the present wait of one exchange, by the client's clock.

    Args:
        timeout: seconds for each wait: to connect, to send, for the head of the reply, for the next piece of its body.
        until: when the whole call must be over; None for no deadline.
        unsent: bytes of the request's body. While they are being sent, each write begins a new wait; what HTTP/2
            answers to the server's own frames later on does not.
    """

    __slots__ = ("_clock", "_timeout", "_unsent", "_until", "end")

    def __init__(self, timeout: float, until: float | None, unsent: int, clock: Callable[[], float]) -> None:
        self._timeout, self._until, self._clock = timeout, until, clock
        self._unsent = unsent + 1
        end = clock() + timeout
        self.end = end if until is None or end < until else until

    def begin(self) -> None:
        """A new wait begins."""
        end = self._clock() + self._timeout
        self.end = end if self._until is None or end < self._until else self._until

    def left(self) -> float:
        """Seconds of the present wait; 0 or less where it is over."""
        return self.end - self._clock()

    def sent(self, count: int) -> bool:
        """So many bytes were written. Whether they count as the request's own."""
        if self._unsent <= 0:
            return False
        self._unsent -= count
        self.begin()
        return True

    def check(self) -> None:
        """Raise the timeout of httpx where the present wait is over."""
        if self._clock() >= self.end:
            raise httpx.ReadTimeout("the reply did not go on in time")


@asynccontextmanager
async def watched(limit: TimeLimit) -> AsyncIterator[None]:
    """End what is done inside once a wait is over.

    For connections of HTTP/2: their streams cannot end the wait of one request alone, since others share them.
    """
    loop = asyncio.get_running_loop()
    timer: asyncio.TimerHandle | None = None

    def look() -> None:
        nonlocal timer
        left = limit.left() + _GRACE
        if left <= 0:
            scope.reschedule(loop.time())
        else:
            timer = loop.call_later(left, look)

    try:
        async with asyncio.timeout(None) as scope:
            look()
            try:
                yield
            finally:
                if timer is not None:
                    timer.cancel()
    except TimeoutError:
        if scope.expired():
            raise httpx.ReadTimeout("the reply did not go on in time") from None
        raise


current: ContextVar[TimeLimit | None] = ContextVar("timeback_time_limit", default=None)


def time_limit(request: httpx.Request, until: float | None, clock: Callable[[], float]) -> TimeLimit:
    """The limit of an exchange, of which the request holds the timeout."""
    return TimeLimit(request.extensions["timeout"]["read"], until, len(request.content), clock)
