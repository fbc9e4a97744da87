"""The stopwatch: its parts add up to what the clock says."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.events.kit import lesson, student
from timeback.errors import InvalidRequestError
from timeback.events import Stopwatch, TimeSpentEvent


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_a_lesson_with_a_pause_and_waste() -> None:
    clock = Clock()
    watch = Stopwatch(clock)
    assert watch.elapsed_seconds == 0
    watch.start()
    clock.now += 100
    watch.pause()
    clock.now += 40
    assert (watch.active_seconds, watch.inactive_seconds) == (100, 40)
    watch.resume()
    clock.now += 60
    watch.mark_waste(30)
    assert (watch.active_seconds, watch.inactive_seconds, watch.waste_seconds) == (130, 40, 30)
    watch.stop()
    clock.now += 500
    assert (watch.active_seconds, watch.inactive_seconds, watch.waste_seconds) == (130, 40, 30)
    assert watch.elapsed_seconds == 200
    watch.mark_waste(130)
    assert watch.active_seconds == 0
    assert repr(watch) == "<Stopwatch stopped, 200.0 s>"
    TimeSpentEvent(
        actor=student, activity=lesson,
        active=watch.active_seconds, inactive=watch.inactive_seconds, waste=watch.waste_seconds,
    )  # fmt: skip


def test_a_pause_that_is_not_resumed_ends_with_the_stop() -> None:
    clock = Clock()
    watch = Stopwatch(clock)
    watch.start()
    watch.pause()
    clock.now += 7
    watch.stop()
    assert (watch.active_seconds, watch.inactive_seconds) == (0, 7)


def test_it_uses_the_monotonic_clock() -> None:
    watch = Stopwatch()
    watch.start()
    watch.stop()
    assert 0 <= watch.elapsed_seconds < 60


@pytest.mark.parametrize(
    ("before", "action", "says"),
    [
        ([], "pause", r"Stopwatch.pause\(\) needs a stopwatch that is running; this one is not started"),
        ([], "resume", "resume"),
        ([], "stop", "not started"),
        (["start"], "start", "running"),
        (["start"], "resume", "paused"),
        (["start", "pause"], "pause", "paused"),
        (["start", "stop"], "stop", "stopped"),
        (["start", "stop"], "start", "stopped"),
    ],
)
def test_steps_in_the_wrong_order(before: list[str], action: str, says: str) -> None:
    watch = Stopwatch()
    for step in before:
        getattr(watch, step)()
    with pytest.raises(InvalidRequestError, match=says):
        getattr(watch, action)()


@pytest.mark.parametrize("seconds", [-1, 10.5, float("inf"), "1", True])
def test_waste_is_a_part_of_the_active_time(seconds: Any) -> None:
    clock = Clock()
    watch = Stopwatch(clock)
    with pytest.raises(InvalidRequestError, match="mark_waste"):
        watch.mark_waste(1)
    watch.start()
    clock.now += 10
    with pytest.raises(InvalidRequestError, match="mark_waste"):
        watch.mark_waste(seconds)
    assert (watch.active_seconds, watch.waste_seconds) == (10, 0)


STEPS: dict[str, Callable[[Stopwatch], None]] = {
    "pause": Stopwatch.pause,
    "resume": Stopwatch.resume,
    "waste": lambda watch: watch.mark_waste(watch.active_seconds / 3),
    "wait": lambda watch: None,
}


@given(st.lists(st.tuples(st.sampled_from(sorted(STEPS)), st.floats(0, 10_000))))
def test_the_parts_add_up_at_any_time(steps: list[tuple[str, float]]) -> None:
    clock = Clock()
    watch = Stopwatch(clock)
    watch.start()
    for name, seconds in steps:
        try:
            STEPS[name](watch)
        except InvalidRequestError:
            continue
        clock.now += seconds
        parts = watch.active_seconds, watch.inactive_seconds, watch.waste_seconds
        assert min(parts) >= 0
        assert sum(parts) == pytest.approx(watch.elapsed_seconds)
