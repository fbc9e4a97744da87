"""The median of ratios, its 95 % interval from order statistics, and the verdicts."""

from __future__ import annotations

import itertools
import random
import statistics

import pytest
from bench import intervals
from hypothesis import given
from hypothesis import strategies as st

RATIOS = st.lists(st.floats(0.1, 10), min_size=1, max_size=60)


@pytest.mark.parametrize(
    ("count", "rank"), [(1, None), (5, None), (6, 1), (8, 1), (9, 2), (15, 4), (20, 6), (25, 8), (30, 10), (100, 40)]
)
def test_ranks_are_those_of_the_tables(count: int, rank: int | None) -> None:
    assert intervals.rank_of(count) == rank


def test_the_coverage_of_fifteen_rounds() -> None:
    assert intervals.coverage(15, 4) == pytest.approx(0.96484375)
    assert intervals.coverage(15, 5) == pytest.approx(0.88153076)


@pytest.mark.parametrize("count", range(2, 11))
def test_coverage_is_the_share_of_all_ways_to_fall_beside_the_median(count: int) -> None:
    below = [sum(one) for one in itertools.product((0, 1), repeat=count)]
    for rank in range(1, count // 2 + 1):
        share = sum(rank <= number <= count - rank for number in below) / len(below)
        assert intervals.coverage(count, rank) == pytest.approx(share)


@given(RATIOS, st.randoms(use_true_random=False))
def test_the_interval_holds_the_median_whatever_the_order(values: list[float], order: random.Random) -> None:
    found = intervals.interval(values)
    assert found.median == statistics.median(values)
    assert found.low <= found.median <= found.high
    assert {found.low, found.high} <= set(values)
    shuffled = list(values)
    order.shuffle(shuffled)
    assert intervals.interval(shuffled) == found


@given(st.lists(st.floats(0.1, 10), min_size=6, max_size=60))
def test_the_interval_has_its_confidence_and_no_narrower_one_has(values: list[float]) -> None:
    found = intervals.interval(values)
    assert found.coverage >= intervals.CONFIDENCE
    assert intervals.coverage(len(values), found.rank + 1) < intervals.CONFIDENCE
    ordered = sorted(values)
    assert (found.low, found.high) == (ordered[found.rank - 1], ordered[len(ordered) - found.rank])


def test_the_interval_covers_a_known_median_as_often_as_it_says() -> None:
    draw = random.Random(7)
    runs = [intervals.interval([draw.lognormvariate(0.0, 0.05) for _ in range(15)]) for _ in range(2000)]
    share = sum(one.low <= 1.0 <= one.high for one in runs) / len(runs)
    assert share == pytest.approx(0.965, abs=0.02)


def test_no_values_are_refused() -> None:
    with pytest.raises(ValueError, match="values"):
        intervals.interval([])


def test_ratios_are_paired_by_round() -> None:
    assert intervals.paired_ratios([2.0, 3.0], [1.0, 6.0]) == [2.0, 0.5]
    with pytest.raises(ValueError):
        intervals.paired_ratios([1.0], [1.0, 2.0])


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([1.031] * 15, "SLOWER"),
        ([1.03] * 15, "no slower"),
        # Three outliers on one side lie outside of the interval, four reach it.
        ([1.0] * 3 + [1.04] * 12, "SLOWER"),
        ([1.0] * 4 + [1.04] * 11, "undecided"),
        ([1.04] * 3 + [1.0] * 12, "no slower"),
        ([1.04] * 4 + [1.0] * 11, "undecided"),
        ([0.99] * 15, "faster"),
        ([0.99] * 11 + [1.0] * 4, "no slower"),
        ([2.0] * 5, "too few rounds"),
        ([2.0] * 6, "SLOWER"),
    ],
)
def test_a_row_is_slower_only_when_its_whole_interval_is_above_the_limit(values: list[float], expected: str) -> None:
    assert intervals.verdict(intervals.interval(values)) == expected
