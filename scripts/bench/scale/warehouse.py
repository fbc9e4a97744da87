"""Rows: time, processor time and peak memory of loading users into DuckDB, against the source of dlt for any API."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial

from bench.leg import Leg
from bench.measure import OURS, Plan, Samples, alternate
from bench.scale.listing import runs
from bench.scale.processes import Usage, run
from bench.scale.server import ScaleServer, scale_server
from bench.scale.warehouse_load import OURS as OUR_SIDE
from bench.scale.warehouse_load import REST_API, REST_API_FLAT

SIZE = 100_000
QUICK = 2000


def seconds(plan: Plan) -> Samples:
    """Measure the time from the start of the process to its end."""
    return _measure(plan, _seconds)


def cpu(plan: Plan) -> Samples:
    """Measure the processor time of the process."""
    return _measure(plan, lambda side, count, server: _load(side, count, server).cpu)


def memory(plan: Plan) -> Samples:
    """Measure the peak megabytes of the process."""
    return _measure(plan, lambda side, count, server: _load(side, count, server).peak)


def _measure(plan: Plan, figure: Callable[[str, int, ScaleServer], float]) -> Samples:
    count = plan.of(SIZE, QUICK)
    with scale_server(sizes={"users": count}) as server:
        sides = {OURS: OUR_SIDE, REST_API: REST_API, REST_API_FLAT: REST_API_FLAT}
        return alternate(
            {name: partial(figure, side, count, server) for name, side in sides.items()}, runs(plan, count)
        )


def _seconds(side: str, count: int, server: ScaleServer) -> float:
    began = time.perf_counter()
    _load(side, count, server)
    return time.perf_counter() - began


def _load(side: str, count: int, server: ScaleServer) -> Usage:
    return run("-m", "bench.scale.warehouse_load", side, str(count), server.url)


LEGS = {
    f"load of {SIZE:,} users into DuckDB": Leg(seconds, {REST_API: 0.55, REST_API_FLAT: 0.75}, "s"),
    f"load of {SIZE:,} users into DuckDB, CPU": Leg(cpu, {}, "s"),
    f"load of {SIZE:,} users into DuckDB, peak memory": Leg(memory, {}, "MB"),
}
