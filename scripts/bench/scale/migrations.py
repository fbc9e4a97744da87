"""Rows: what a migration of many users with a journal costs, at 20 ms latency of both servers.

Bytes, megabytes and the share of the time have bounds. Processor time has none, since it depends on the machine: it is
compared with that of a program that sends the same requests with httpx and json, in the same run.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from bench.leg import Figure, Leg
from bench.measure import OURS, Plan, Samples, alternate
from bench.scale.listing import runs
from bench.scale.processes import run
from bench.scale.server import ScaleServer, scale_server

LATENCY = 0.02
SIZES = (100_000, 1_000_000)
SLOW_FLUSH = 0.01
"""Seconds that a commit takes longer on the slow disk."""

QUICK = 300
BOUND = "the bound"
BOUNDS = {"peak memory": 200.0, "journal an object": 160.0, "commits in the loop": 0.05}
"""What a migration may take: MB, bytes, and a share of the time."""
CPU = "CPU an object"
BARE = "bare httpx and json"
CPU_BAR = 0.5
"""Processor time of a migration, of that of the bare program. Measured were 0.28 with 100,000 users and Python 3.11."""
FIGURES = {
    "peak memory": Figure({BOUND: 1.0}, "MB"),
    "journal an object": Figure({BOUND: 1.0}, "B"),
    CPU: Figure({BARE: CPU_BAR}, "s"),
    "commits in the loop": Figure({BOUND: 1.0}, "share"),
}


@contextmanager
def servers(count: int, latency: float) -> Iterator[tuple[ScaleServer, ScaleServer]]:
    """Run a source with users and an empty target."""
    sizes = {"users": count}
    with (
        scale_server(sizes=sizes, latency=latency) as source,
        scale_server(sizes=sizes, latency=latency, starts_empty=True) as target,
    ):
        yield source, target


def migrate(count: int, flush: float = 0.0, latency: float = LATENCY) -> dict[str, Any]:
    """Migrate users in a process of its own and return its figures, with the peak memory in MB.

    Raises:
        RuntimeError: it failed, or did not move all users.
    """
    with servers(count, latency) as (source, target), tempfile.TemporaryDirectory() as folder:
        command = (source.url, target.url, str(Path(folder) / "move.db"), str(flush))
        done = run("-m", "bench.scale.migrator", *command)
        _check(target, count)
        return {**json.loads(done.output), "peak": done.peak}


def copy_bare(count: int, latency: float = LATENCY) -> dict[str, Any]:
    """Copy users with httpx and json in a process of its own and return its figures.

    Raises:
        RuntimeError: it failed, or did not copy all users.
    """
    with servers(count, latency) as (source, target):
        done = run("-m", "bench.scale.bare_migrator", source.url, target.url)
        _check(target, count)
        return dict(json.loads(done.output))


def _check(target: ScaleServer, count: int) -> None:
    if (written := target.stats()["POST users"]) != count:
        raise RuntimeError(f"{written} of {count} users were sent")


def bounded(plan: Plan, count: int) -> dict[str, Samples]:
    """Measure all figures of the same migrations: against their bounds, or against the bare program in turn."""
    count = plan.of(count, QUICK)
    found: dict[str, Samples] = {what: {OURS: [], BOUND: []} for what in BOUNDS}
    found[CPU] = {OURS: [], BARE: []}
    for _ in range(runs(plan, count)):
        for what, value in figures(migrate(count)).items():
            found[what][OURS].append(value)
        for what, bound in BOUNDS.items():
            found[what][BOUND].append(bound)
        bare = copy_bare(count)
        found[CPU][BARE].append(bare["cpu"] / bare["objects"])
    return found


def figures(found: dict[str, Any]) -> dict[str, float]:
    """The figures of a migration, in the units of their bounds."""
    return {
        "peak memory": found["peak"],
        "journal an object": found["journal"] / found["objects"],
        CPU: found["cpu"] / found["objects"],
        "commits in the loop": found["share of the loop"],
    }


def slow_disk(plan: Plan, count: int) -> Samples:
    """Measure the seconds for each object with commits that take 10 ms longer, against commits of this machine."""
    count = plan.of(count, QUICK)

    def seconds(flush: float) -> float:
        found = migrate(count, flush)
        return float(found["seconds"] / found["objects"])

    return alternate({OURS: lambda: seconds(SLOW_FLUSH), "without the flush": lambda: seconds(0.0)}, plan.few)


LEGS = {
    **{f"migration of {count:,} users": Leg(partial(bounded, count=count), figures=FIGURES) for count in SIZES},
    "migration of 100,000 users, slow disk": Leg(
        partial(slow_disk, count=SIZES[0]), {"without the flush": 1 / 0.9}, "s/object"
    ),
}
