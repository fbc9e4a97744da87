"""``Stopwatch`` measures time spent: active, inactive and wasted seconds that add up to what the clock says."""

from __future__ import annotations

import time
from collections.abc import Callable

from timeback.events.checks import check_number, invalid


class Stopwatch:
    """Measures the time of a student in an activity with the monotonic clock, which changes of the date do not affect.

        watch = Stopwatch()
        watch.start()
        watch.pause()      # the student is away
        watch.resume()
        watch.mark_waste(30)
        watch.stop()

    The time from ``pause`` to ``resume`` is inactive. ``active_seconds``, ``inactive_seconds`` and ``waste_seconds``
    add up to ``elapsed_seconds`` at any time, also while it runs.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Create a stopwatch that is not started.

        Args:
            clock: returns seconds that never decrease.
        """
        self._clock = clock
        self._started: float | None = None
        self._stopped: float | None = None
        self._paused: float | None = None
        self._inactive = 0.0
        self._waste = 0.0

    def __repr__(self) -> str:
        return f"<Stopwatch {self._state}, {self.elapsed_seconds:.1f} s>"

    @property
    def _state(self) -> str:
        if self._started is None:
            return "not started"
        if self._stopped is not None:
            return "stopped"
        return "running" if self._paused is None else "paused"

    def _require(self, action: str, *states: str) -> None:
        if self._state not in states:
            invalid(self, action, f"needs a stopwatch that is {' or '.join(states)}; this one is {self._state}")

    def start(self) -> None:
        """Start.

        Raises:
            InvalidRequestError: it was started already. Create another one for another activity.
        """
        self._require("start()", "not started")
        self._started = self._clock()

    def pause(self) -> None:
        """Begin an inactive time.

        Raises:
            InvalidRequestError: it is not running.
        """
        self._require("pause()", "running")
        self._paused = self._clock()

    def resume(self) -> None:
        """End the inactive time.

        Raises:
            InvalidRequestError: it is not paused.
        """
        self._require("resume()", "paused")
        self._inactive = self._inactive_at(self._clock())
        self._paused = None

    def mark_waste(self, seconds: float) -> None:
        """Count seconds of the active time so far as wasted.

        Raises:
            InvalidRequestError: it was not started, or the active time so far is shorter.
        """
        self._require("mark_waste()", "running", "paused", "stopped")
        check_number(self, "mark_waste(seconds)", seconds, 0)
        if seconds > (active := self.active_seconds):
            invalid(self, "mark_waste(seconds)", f"must not be larger than the active time so far, {active:.3f} s")
        self._waste += seconds

    def stop(self) -> None:
        """Stop. An inactive time ends, too.

        Raises:
            InvalidRequestError: it is not running or paused.
        """
        self._require("stop()", "running", "paused")
        now = self._clock()
        self._inactive = self._inactive_at(now)
        self._paused, self._stopped = None, now

    @property
    def elapsed_seconds(self) -> float:
        """Seconds from the start until now, or until the stop; 0 before the start."""
        return self._elapsed_at(self._now())

    @property
    def inactive_seconds(self) -> float:
        """Seconds of all pauses."""
        return self._inactive_at(self._now())

    @property
    def waste_seconds(self) -> float:
        """Seconds that were marked as wasted."""
        return self._waste

    @property
    def active_seconds(self) -> float:
        """The other seconds."""
        now = self._now()
        return max(self._elapsed_at(now) - self._inactive_at(now) - self._waste, 0.0)

    def _now(self) -> float:
        return self._clock() if self._stopped is None else self._stopped

    def _elapsed_at(self, now: float) -> float:
        return 0.0 if self._started is None else now - self._started

    def _inactive_at(self, now: float) -> float:
        return self._inactive + (0.0 if self._paused is None else now - self._paused)
