"""Rows: processor time and peak memory of listings of 1,000 to 1,000,000 users."""

from __future__ import annotations

from functools import partial

from bench.leg import Leg
from bench.measure import OURS, Plan, Samples, alternate
from bench.scale.lister import ASYNC, BARE, PAGE
from bench.scale.processes import Usage, run
from bench.scale.server import ScaleServer, scale_server

SIZES = (1_000, 10_000, 100_000, 1_000_000)
SMALLEST = f"ours, {SIZES[0]:,} users"


def cpu(plan: Plan, count: int) -> Samples:
    """Measure the processor time of our side for each user, without the start of the process."""
    count, few = plan.of(count, 2 * PAGE), SIZES[0]
    with scale_server(sizes={"users": count}) as server, scale_server(sizes={"users": few}) as small:
        sides = {side: partial(_cpu, side, count, server) for side in (OURS, ASYNC, BARE)}
        if count > few:
            sides[SMALLEST] = partial(_cpu, OURS, few, small)
        return alternate(sides, runs(plan, count))


def memory(plan: Plan, count: int) -> Samples:
    """Measure the peak megabytes, against our own peak at 1,000 users."""
    count, few = plan.of(count, 2 * PAGE), SIZES[0]
    with scale_server(sizes={"users": count}) as server, scale_server(sizes={"users": few}) as small:
        sides = {OURS: lambda: _list(OURS, count, server).peak, SMALLEST: lambda: _list(OURS, few, small).peak}
        return alternate(sides, runs(plan, count))


def runs(plan: Plan, count: int) -> int:
    """How often a row is measured: once for a million objects."""
    return 1 if count >= SIZES[-1] else plan.few


def _cpu(side: str, count: int, server: ScaleServer) -> float:
    return float(_list(side, count, server).output) / count


def _list(side: str, count: int, server: ScaleServer) -> Usage:
    return run("-m", "bench.scale.lister", side, str(count), server.url)


LEGS = {
    **{
        f"list of {count:,} users, CPU a user": Leg(
            partial(cpu, count=count), {BARE: 1.3, **({SMALLEST: 1.2} if count > SIZES[0] else {})}, "s/user"
        )
        for count in SIZES
    },
    **{
        f"list of {count:,} users, peak memory": Leg(partial(memory, count=count), {SMALLEST: 1.5}, "MB")
        for count in SIZES[2:]
    },
}
