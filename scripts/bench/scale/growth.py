"""Rows: whether processor time for each object and peak memory stay the same from 1,000 to 1,000,000 objects.

Each size is compared with 10,000 objects, the smallest size that the start does not dominate.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

from bench.leg import Figure, Leg
from bench.measure import OURS, Plan, Samples, alternate
from bench.scale import migrations
from bench.scale.lister import BARE
from bench.scale.lister import OURS as LISTED
from bench.scale.listing import runs
from bench.scale.processes import run
from bench.scale.server import scale_server
from bench.servers import server

BASE = 10_000
SIZES = (1_000, 100_000, 1_000_000)
AT_BASE = f"ours, {BASE:,} objects"
CPU, MEMORY = "CPU an object", "peak memory"
BAR = 1.15
QUICK, QUICK_BASE = 400, 200
VERIFIED = 100_000

Measured = tuple[float, float]
"""Seconds of processor time for each object, and the peak memory in MB."""


def growth(plan: Plan, count: int, work: Callable[[int], Measured]) -> dict[str, Samples]:
    """Measure both figures of a size and of 10,000 objects in turn."""
    samples: dict[str, Samples] = {CPU: {OURS: [], AT_BASE: []}, MEMORY: {OURS: [], AT_BASE: []}}
    for _ in range(runs(plan, count)):
        for side, size in ((OURS, plan.of(count, QUICK)), (AT_BASE, plan.of(BASE, QUICK_BASE))):
            for figure, value in zip((CPU, MEMORY), work(size), strict=True):
                samples[figure][side].append(value)
    return samples


def listing(count: int) -> Measured:
    with scale_server(sizes={"users": count}) as source:
        return _measured(count, "-m", "bench.scale.lister", LISTED, str(count), source.url)


def migration(count: int) -> Measured:
    found = migrations.migrate(count, latency=0.0)
    return found["cpu"] / found["objects"], found["peak"]


def verification(count: int) -> Measured:
    sizes = {"users": count}
    with scale_server(sizes=sizes) as source, scale_server(sizes=sizes) as target:
        return _work("verify", count, source.url, target.url)


def export(count: int, form: str) -> Measured:
    with tempfile.TemporaryDirectory() as folder:
        return _exported(count, form, Path(folder) / "roster")


def reading_a_bundle(count: int) -> Measured:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "roster.zip"
        # In a process of its own: the peak memory of a process includes that of the one that started it.
        _exported(count, "csv", path)
        return _work("read bundle", count, str(path))


def _exported(count: int, form: str, path: Path) -> Measured:
    with scale_server(sizes={"users": count}) as source:
        return _work("export", count, source.url, form, str(path))


def events(count: int) -> Measured:
    with server() as url:
        return _work("events", count, url)


def verified(plan: Plan) -> Samples:
    """Measure the processor time of a comparison for each object, against listing both servers."""
    count = plan.of(VERIFIED, QUICK)
    sizes = {"users": count}
    with scale_server(sizes=sizes) as source, scale_server(sizes=sizes) as target:

        def listed() -> float:
            servers = (source, target)
            return sum(_measured(count, "-m", "bench.scale.lister", BARE, str(count), one.url)[0] for one in servers)

        return alternate(
            {OURS: lambda: _work("verify", count, source.url, target.url)[0], f"{BARE}, both servers": listed},
            plan.few,
        )


def _work(kind: str, count: int, *arguments: str) -> Measured:
    return _measured(count, "-m", "bench.scale.worker", kind, str(count), *arguments)


def _measured(count: int, *command: str) -> Measured:
    used = run(*command)
    return float(used.output) / count, used.peak


KINDS: dict[str, Callable[[int], Measured]] = {
    "list": listing,
    "migration": migration,
    "verification": verification,
    "export to parquet": partial(export, form="parquet"),
    "export to csv": partial(export, form="csv"),
    "reading a bundle": reading_a_bundle,
    "events": events,
}
NAME = "growth of {kind}, {count:,} objects"

LEGS = {
    **{
        NAME.format(kind=kind, count=count): Leg(
            partial(growth, count=count, work=work),
            figures={
                CPU: Figure({AT_BASE: BAR} if count > BASE else {}, "s/object"),
                MEMORY: Figure({AT_BASE: BAR} if count > BASE else {}, "MB"),
            },
        )
        for kind, work in KINDS.items()
        for count in SIZES
    },
    f"verification of {VERIFIED:,} users, CPU a user": Leg(verified, {f"{BARE}, both servers": 1.2}, "s/user"),
}
