"""One benchmark of the tables: what is run, and what its ratios may be at most."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from bench.measure import Plan, Row, Samples, rows


@dataclass(frozen=True)
class Figure:
    """One of several figures of the same runs, with its bars and its unit as those of a leg."""

    bars: Mapping[str, float] = field(default_factory=dict)
    unit: str = "s"


@dataclass(frozen=True)
class Leg:
    """One benchmark.

    Attributes:
        run: returns the samples, or those of each figure if the leg has ``figures``.
        figures: what the same runs measure, by the name that the row has after that of the leg. Bars and unit are
            those of each figure.
        bars: the highest allowed ratio for each peer that has one.
        orjson: whether our side may use orjson; bars are measured without it.
        alone: the function to profile, if it is not simply our side.
        spawns: whether each call starts a new process, so that calls share no state.
        counted: whether the figure is counted in files, with no spread. It is not compared between versions.
        peerless: whether it has no peers, so that it runs in the current environment, which has all extras.
    """

    run: Callable[[Plan], Samples | dict[str, Samples]]
    bars: Mapping[str, float] = field(default_factory=dict)
    unit: str = "s"
    orjson: bool = False
    alone: Callable[[], object] | None = None
    spawns: bool = False
    counted: bool = False
    peerless: bool = False
    figures: Mapping[str, Figure] = field(default_factory=dict)

    def rows(self, name: str, found: Mapping[str, Any], *, judged: bool = True) -> list[Row]:
        """The rows of what ``run`` returned.

        Args:
            judged: whether the ratios are held against the bars.
        """
        if not self.figures:
            return rows(name, found, self.bars if judged else {}, self.unit)
        return [
            row
            for figure, one in self.figures.items()
            for row in rows(self.row_name(name, figure), found[figure], one.bars if judged else {}, one.unit)
        ]

    @staticmethod
    def row_name(name: str, figure: str) -> str:
        """The name of the rows of a figure; those of a leg without figures have its own."""
        return f"{name}, {figure}" if figure else name
