"""One benchmark of the table: what is run, and what its ratios may be at most."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from bench.measure import Plan, Samples


@dataclass(frozen=True)
class Leg:
    """One benchmark.

    Attributes:
        bars: the highest allowed ratio for each peer that has one.
        orjson: whether our side may use orjson; bars are measured without it.
        alone: the function to profile, if it is not simply our side.
        spawns: whether each call starts a new process, so that calls share no state.
        counted: whether the figure is counted in files, with no spread. It is not compared between versions.
        peerless: whether it has no peers, so that it runs in the current environment, which has all extras.
    """

    run: Callable[[Plan], Samples]
    bars: dict[str, float] = field(default_factory=dict)
    unit: str = "s"
    orjson: bool = False
    alone: Callable[[], object] | None = None
    spawns: bool = False
    counted: bool = False
    peerless: bool = False
