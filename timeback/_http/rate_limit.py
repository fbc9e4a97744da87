"""A client-side limit of requests a second, shared by threads and tasks."""

from __future__ import annotations

import heapq
import threading

from timeback._http.fork import register_fork_reset


class RateLimiter:
    """Reserves evenly spaced times for requests. It computes the times only; the caller waits."""

    def __init__(self, per_second: float) -> None:
        self._gap = 1.0 / per_second
        self._next = 0.0
        # Reserved times that were given back, the earliest first.
        self._released: list[float] = []
        self.after_fork()
        register_fork_reset(self)

    def after_fork(self) -> None:
        self._lock = threading.Lock()

    def reserve(self, now: float, until: float | None) -> float | None:
        """Reserve the next time at which a request may be sent.

        Args:
            now, until: seconds of the monotonic clock; ``until`` is the caller's deadline, or None.

        Returns:
            The time, not before ``now``; None, with nothing reserved, where it is not before ``until``.
        """
        with self._lock:
            while self._released and self._released[0] < now:
                # A time in the past was skipped; to use it now would put two requests close together.
                heapq.heappop(self._released)
            at = self._released[0] if self._released else max(now, self._next)
            if until is not None and at >= until:
                return None
            if self._released:
                heapq.heappop(self._released)
            else:
                self._next = at + self._gap
        return at

    def release(self, at: float) -> None:
        """Give back a reserved time that will not be used, since its caller was cancelled: the next request gets it."""
        with self._lock:
            heapq.heappush(self._released, at)
