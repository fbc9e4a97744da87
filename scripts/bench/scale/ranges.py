"""Rows: a collection that four threads read by ranges over a slow network, and pages by id against those by offset."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from bench.leg import Leg
from bench.measure import OURS, Plan, Samples, alternate
from bench.scale.lister import PAGE
from bench.scale.server import ScaleServer, scale_server

from timeback import TimeBackClient, ranges

COUNT = 100_000
LATENCY = 0.25
RANGES = 4
ONE_THREAD = "ours, one thread"
BY_OFFSET = "ours, by offset"


def at_latency(plan: Plan) -> Samples:
    """Measure the wall-clock seconds of all users, planned ranges included, where each page takes 250 ms."""
    count = plan.of(COUNT, 2 * PAGE)
    with scale_server(sizes={"users": count}, latency=plan.of(250, 5) / 1000) as server:
        return alternate(
            {OURS: partial(_wall, _by_ranges, server, count), ONE_THREAD: partial(_wall, _by_offset, server, count)},
            plan.few,
        )


def by_id(plan: Plan) -> Samples:
    """Measure the seconds of all users where the network takes no time."""
    count = plan.of(COUNT, 2 * PAGE)
    with scale_server(sizes={"users": count}) as server:
        return alternate(
            {OURS: partial(_wall, _by_id, server, count), BY_OFFSET: partial(_wall, _by_offset, server, count)},
            plan.few,
        )


def _by_ranges(client: TimeBackClient) -> Iterator[int]:
    return map(len, ranges.read_all(client, "users", ranges=RANGES, page_size=PAGE))


def _by_offset(client: TimeBackClient) -> Iterator[int]:
    return (1 for _ in client.rostering.users.iter_users(page_size=PAGE))


def _by_id(client: TimeBackClient) -> Iterator[int]:
    return (1 for _ in client.rostering.users.iter_users(page_size=PAGE, paging="keyset"))


def _wall(read: Callable[[TimeBackClient], Iterator[int]], server: ScaleServer, count: int) -> float:
    settings: dict[str, Any] = {"client_id": "id", "client_secret": "s", "api_url": server.url}
    with TimeBackClient(environment="staging", token_url=f"{server.url}/t", **settings) as client:
        # The token and the first connection are not part of the time.
        client.rostering.users.list_users(limit=1)
        start = time.perf_counter()
        found = sum(read(client))
        seconds = time.perf_counter() - start
    if found != count:
        raise RuntimeError(f"{found} of {count} users were read")
    return seconds


LEGS = {
    f"{RANGES} ranges of {COUNT:,} users at {LATENCY * 1000:.0f} ms a page": Leg(at_latency, {ONE_THREAD: 1 / 2.8}),
    # The next page can only be asked for when the last id of this one was decoded, so that the two do not overlap.
    f"list of {COUNT:,} users by id at 0 ms": Leg(by_id, {BY_OFFSET: 1.2}),
}
