"""Rows: time, processor time and peak memory of loading users into DuckDB and Postgres.

The other side is the source of dlt for any API. Rows of Postgres are measured where its programs are installed.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Final

from bench.leg import Figure, Leg
from bench.measure import OURS, Plan, Samples
from bench.scale.postgres import postgres, why_not
from bench.scale.processes import run
from bench.scale.server import scale_server
from bench.scale.warehouse_load import OURS as OUR_SIDE
from bench.scale.warehouse_load import REST_API, REST_API_FLAT, REST_API_PARQUET

SIZE: Final = 100_000
QUICK: Final = 2000

SIDES: Final = {
    "DuckDB": (REST_API, REST_API_FLAT, REST_API_PARQUET),
    # dlt cannot load Parquet files into Postgres without a further package.
    "Postgres": (REST_API, REST_API_FLAT),
}
BARS: Final = {"DuckDB": {REST_API: 0.55, REST_API_FLAT: 0.75}, "Postgres": {REST_API: 0.45}}

SECONDS, CPU, MEMORY = "time", "CPU", "peak memory"


def measure(plan: Plan, destination: str) -> dict[str, Samples]:
    """Measure our process and those that load the same by rest_api, in turn."""
    count = plan.of(SIZE, QUICK)
    sides = {OURS: OUR_SIDE, **{side: side for side in SIDES[destination]}}
    samples: dict[str, Samples] = {figure: {name: [] for name in sides} for figure in (SECONDS, CPU, MEMORY)}
    with scale_server(sizes={"users": count}) as server, _database(destination) as database:
        for _ in range(plan.few):
            for name, side in sides.items():
                began = time.perf_counter()
                used = run("-m", "bench.scale.warehouse_load", side, str(count), server.url, *database)
                samples[SECONDS][name].append(time.perf_counter() - began)
                samples[CPU][name].append(used.cpu)
                samples[MEMORY][name].append(used.peak)
    return samples


@contextmanager
def _database(destination: str) -> Iterator[tuple[str, ...]]:
    if destination == "DuckDB":
        yield ()
    else:
        with postgres() as url:
            yield (url,)


LEGS = {
    f"load of {SIZE:,} users into {destination}": Leg(
        partial(measure, destination=destination),
        figures={SECONDS: Figure(BARS[destination], "s"), CPU: Figure({}, "s"), MEMORY: Figure({}, "MB")},
    )
    for destination in SIDES
    if destination != "Postgres" or why_not() is None
}
