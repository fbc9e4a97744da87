"""Rows: time, processor time and peak memory of loading users into DuckDB and Postgres.

The other side is the source of dlt for any API. Rows of Postgres are measured where its programs are installed.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Final

from bench.leg import Leg
from bench.measure import OURS, Plan, Samples, alternate
from bench.scale.listing import runs
from bench.scale.postgres import postgres, why_not
from bench.scale.processes import Usage, run
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

Figure = Callable[[Callable[[], Usage]], float]


def seconds(load: Callable[[], Usage]) -> float:
    """The time from the start of the process to its end."""
    began = time.perf_counter()
    load()
    return time.perf_counter() - began


def measure(plan: Plan, destination: str, figure: Figure) -> Samples:
    """Measure one figure of our process, and of those that load the same by rest_api."""
    count = plan.of(SIZE, QUICK)
    with scale_server(sizes={"users": count}) as server, _database(destination) as database:

        def load(side: str) -> Usage:
            return run("-m", "bench.scale.warehouse_load", side, str(count), server.url, *database)

        sides = {OURS: OUR_SIDE, **{side: side for side in SIDES[destination]}}
        return alternate(
            {name: partial(figure, partial(load, side)) for name, side in sides.items()}, runs(plan, count)
        )


@contextmanager
def _database(destination: str) -> Iterator[tuple[str, ...]]:
    if destination == "DuckDB":
        yield ()
    else:
        with postgres() as url:
            yield (url,)


def _legs(destination: str) -> dict[str, Leg]:
    name = f"load of {SIZE:,} users into {destination}"
    return {
        name: Leg(partial(measure, destination=destination, figure=seconds), BARS[destination], "s"),
        f"{name}, CPU": Leg(partial(measure, destination=destination, figure=lambda load: load().cpu), {}, "s"),
        f"{name}, peak memory": Leg(
            partial(measure, destination=destination, figure=lambda load: load().peak), {}, "MB"
        ),
    }


LEGS = {**_legs("DuckDB"), **(_legs("Postgres") if why_not() is None else {})}
