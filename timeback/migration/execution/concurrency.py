"""How many calls are under way at once: few at first, more while the servers cope, half as many when one balks."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Callable
from typing import Any, Final

from timeback_runtime.arguments import whole_number

DEFAULT_CONCURRENCY: Final = 64
BALKING: Final = frozenset({429, 503})


class Pace:
    """A gate whose width follows what the servers answer.

    The width doubles with every round of good answers until a server balks for the first time; from then on each round
    adds one, and each sign of overload halves it. Answers to what was sent before the last halving say nothing new.
    """

    def __init__(self, ceiling: int, *, start: int = 4, clock: Callable[[], float] = time.monotonic) -> None:
        self._ceiling = ceiling
        self._width = float(min(start, ceiling))
        self._doubling = True
        self._clock = clock
        self._halved_at = float("-inf")
        self._waiting: deque[asyncio.Future[None]] = deque()
        self.under_way = 0
        self.highest = 0

    @property
    def width(self) -> int:
        return int(self._width)

    async def __aenter__(self) -> None:
        await self.enter()

    async def __aexit__(self, *_: object) -> None:
        self.leave()

    async def enter(self) -> None:
        """Wait for a place among the calls under way."""
        while self.under_way >= self.width:
            turn = asyncio.get_running_loop().create_future()
            self._waiting.append(turn)
            try:
                await turn
            except asyncio.CancelledError:
                if turn.done() and not turn.cancelled():
                    self._wake()
                raise
            finally:
                if turn in self._waiting:
                    self._waiting.remove(turn)
        self.under_way += 1
        self.highest = max(self.highest, self.under_way)

    def leave(self) -> None:
        """Give the place back."""
        self.under_way -= 1
        self._wake()

    def observe(self, status: int | None, seconds: float) -> None:
        """Learn from one answer, one that is retried included; ``seconds`` is how long it took, None that none came."""
        if status in BALKING:
            now = self._clock()
            if now - seconds >= self._halved_at:
                self._halved_at = now
                self._doubling = False
                self._width = max(1.0, self._width / 2)
        elif status is not None and status < 500 and self.under_way >= self.width:
            self._width = min(float(self._ceiling), self._width + (1.0 if self._doubling else 1.0 / self._width))
            self._wake()

    def _wake(self) -> None:
        free = self.width - self.under_way
        while free > 0 and self._waiting:
            turn = self._waiting.popleft()
            if not turn.done():
                turn.set_result(None)
                free -= 1


def checked_concurrency(concurrency: Any) -> int:
    """The most calls at once, or an error that says what it must be."""
    return whole_number("concurrency", concurrency, 1)
