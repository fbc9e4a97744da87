"""A client-side rate limiter, shared by threads and tasks."""

from __future__ import annotations

import heapq
import threading

from timeback._http.fork import register_fork_reset


class RateLimiter:
    """Reserves evenly spaced times for requests. It computes the times; the caller sleeps."""

    def __init__(self, per_second: float) -> None:
        self._interval = 1.0 / per_second
        self._next = 0.0
        # A heap of reserved times that were given back.
        self._released: list[float] = []
        self.after_fork()
        register_fork_reset(self)

    def after_fork(self) -> None:
        self._lock = threading.Lock()

    def reserve(self, now: float, deadline: float | None) -> float | None:
        """Reserve the next time at which a request may be sent.

        Args:
            now: the current time in seconds of the monotonic clock.
            deadline: when the call must be over, by the same clock; None for no deadline.

        Returns:
            The reserved time, ``now`` or later. None, with nothing reserved, if it is not before the deadline.
        """
        with self._lock:
            while self._released and self._released[0] < now:
                # A time in the past was skipped. To use it now would put two requests close together.
                heapq.heappop(self._released)
            reserved = self._released[0] if self._released else max(now, self._next)
            if deadline is not None and reserved >= deadline:
                return None
            if self._released:
                heapq.heappop(self._released)
            else:
                self._next = reserved + self._interval
        return reserved

    def release(self, reserved: float) -> None:
        """Give back a reserved time whose call was cancelled. The next request gets it."""
        with self._lock:
            heapq.heappush(self._released, reserved)
