"""Alternating measurements, and the ratios with their spread.

Within each run the sides of a ratio alternate. If one side was measured completely before the other, ratios of the same
code differed by a factor of three on a shared machine.
"""

from __future__ import annotations

import gc
import statistics
import subprocess
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from functools import partial
from typing import Any

from bench import channel

OURS = "ours"

ours_alone = False
"""Whether only our side runs, for example for a profile."""

Samples = dict[str, list[float]]
"""The measured values of each side, one per run."""


@dataclass(frozen=True)
class Plan:
    """How much is measured: everything, or just enough to check that it runs."""

    runs: int = 7
    quick: bool = False
    peers: bool = True
    """Whether the peers are installed."""

    def of(self, full: int, quick: int) -> int:
        return quick if self.quick else full

    @property
    def few(self) -> int:
        """Number of runs for rows that take longer than ten seconds."""
        return min(self.runs, 3)


@dataclass(frozen=True)
class Row:
    """One line of the table. The ratio is ours divided by theirs: below 1 we are faster or smaller."""

    name: str
    against: str
    ratio: float
    low: float
    high: float
    ours: float
    theirs: float
    unit: str
    bar: float | None = None

    @property
    def met(self) -> bool | None:
        return None if self.bar is None else self.ratio <= self.bar

    def to_json(self) -> dict[str, Any]:
        return {**asdict(self), "met": self.met}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Row:
        return cls(**{name: value for name, value in data.items() if name != "met"})


def rows(name: str, samples: Mapping[str, list[float]], bars: Mapping[str, float], unit: str = "s") -> list[Row]:
    """Return a row per peer: the median of the runs' ratios, the smallest and the largest."""
    ours = samples[OURS]
    found = []
    for against, theirs in samples.items():
        if against == OURS:
            continue
        ratios = [one / two for one, two in zip(ours, theirs, strict=True)]
        middle = statistics.median
        found.append(
            Row(
                name,
                against,
                middle(ratios),
                min(ratios),
                max(ratios),
                middle(ours),
                middle(theirs),
                unit,
                bars.get(against),
            )
        )
    return found


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def run(*command: str) -> subprocess.CompletedProcess[str]:
    """Run a child process and return its output.

    Raises:
        RuntimeError: it failed; the text is the last line of its stderr.
    """
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError((done.stderr.strip().splitlines() or [f"exit code {done.returncode}"])[-1])
    return done


def in_turn(sides: Mapping[str, Callable[[], object]], runs: int, *, times: int = 1, collect: bool = True) -> Samples:
    """Return the seconds of each side in each run: the fastest of ``times`` calls, to remove noise.

    Args:
        collect: whether the garbage collector may run, as in a program. If objects are created and dropped at once, it
            would run on either side at random.
    """
    if ours_alone:
        sides = {OURS: sides[OURS]}
    if channel.comparison is None:
        for work in sides.values():
            work()

    def timed(work: Callable[[], object]) -> float:
        gc.collect()
        if not collect:
            gc.disable()
        try:
            return min(seconds(work) for _ in range(times))
        finally:
            gc.enable()

    return alternate({name: partial(timed, work) for name, work in sides.items()}, runs)


def alternate(sides: Mapping[str, Callable[[], float]], runs: int) -> Samples:
    """Return the values of each side in each run, for sides that measure themselves.

    In a comparison of two versions only our side runs, controlled by the comparing process.
    """
    if channel.comparison is not None:
        return {OURS: channel.comparison.measure(sides[OURS])}
    if ours_alone:
        sides = {OURS: sides[OURS]}
    samples: Samples = {name: [] for name in sides}
    for _ in range(runs):
        for name, work in sides.items():
            samples[name].append(work())
    return samples
