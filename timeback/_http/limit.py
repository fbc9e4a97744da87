"""A client-side limit of requests a second, shared by threads and tasks."""

from __future__ import annotations

import threading

from .state import renew_after_fork


class Limiter:
    """Gives each request its turn, evenly spaced. It only counts; who asks does the waiting."""

    def __init__(self, per_second: float) -> None:
        self._gap = 1.0 / per_second
        self._next = 0.0
        self.after_fork()
        renew_after_fork(self)

    def after_fork(self) -> None:
        self._lock = threading.Lock()

    def turn(self, now: float, until: float | None) -> float | None:
        """Seconds until the turn of a new request; None, and no turn is taken, where that is after ``until``."""
        with self._lock:
            at = max(now, self._next)
            if until is not None and at >= until:
                return None
            self._next = at + self._gap
        return at - now
