"""The median of paired ratios, its 95 % confidence interval, and the verdict on a row. Pure functions."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from math import comb
from typing import Literal

CONFIDENCE = 0.95
LIMIT = 1.03
"""The highest allowed ratio: a row is slower if its whole interval lies above."""

FEWEST = 6
"""The smallest number of rounds with a 95 % interval."""

Verdict = Literal["faster", "no slower", "SLOWER", "undecided", "too few rounds"]


@dataclass(frozen=True)
class Interval:
    """A median with a distribution-free confidence interval.

    Attributes:
        rank: the interval extends from the value of this rank, counted from the smallest, to the value of the same
            rank counted from the largest.
        coverage: the probability that such an interval contains the true median, from 0 to 1.
    """

    median: float
    low: float
    high: float
    rank: int
    coverage: float


def coverage(count: int, rank: int) -> float:
    """Return the probability that the median lies between the values of this rank from both ends, of ``count`` values.

    The number of values below the median has a binomial distribution with probability 1/2.
    """
    outside = sum(comb(count, below) for below in range(rank))
    return 1 - outside / float(2 ** (count - 1))


def rank_of(count: int, confidence: float = CONFIDENCE) -> int | None:
    """Return the largest rank whose interval has this confidence; None if there are too few values."""
    found = None
    for rank in range(1, count // 2 + 1):
        if coverage(count, rank) < confidence:
            break
        found = rank
    return found


def interval(values: Sequence[float]) -> Interval:
    """Return the median of the values and its interval from order statistics.

    Fewer than 6 values give no 95 % interval. It then extends from the smallest to the largest value, and ``coverage``
    is its actual confidence.

    Raises:
        ValueError: there are no values.
    """
    if not values:
        raise ValueError("values: an interval needs at least one value")
    ordered = sorted(values)
    rank = rank_of(len(ordered)) or 1
    return Interval(
        statistics.median(ordered), ordered[rank - 1], ordered[-rank], rank, max(coverage(len(ordered), rank), 0.0)
    )


def paired_ratios(current: Sequence[float], reference: Sequence[float]) -> list[float]:
    """Return the ratio of each round, current divided by reference: below 1 the current code is better.

    Raises:
        ValueError: the two have different lengths.
    """
    return [one / two for one, two in zip(current, reference, strict=True)]


def verdict(found: Interval, limit: float = LIMIT) -> Verdict:
    """Return the verdict for an interval: SLOWER only if all of it lies above the limit."""
    if found.coverage < CONFIDENCE:
        return "too few rounds"
    if found.low > limit:
        return "SLOWER"
    if found.high < 1:
        return "faster"
    return "no slower" if found.high <= limit else "undecided"
