"""Rows: what a migration of many users with a journal costs, at 20 ms latency of both servers.

Bars hold for a machine that does nothing else.
"""

from __future__ import annotations

import json
import tempfile
from functools import partial
from pathlib import Path
from typing import Any

from bench.leg import Figure, Leg
from bench.measure import OURS, Plan, Samples, alternate
from bench.scale.listing import runs
from bench.scale.processes import run
from bench.scale.server import scale_server

LATENCY = 0.02
SIZES = (100_000, 1_000_000)
SLOW_FLUSH = 0.01
"""Seconds that a commit takes longer on the slow disk."""

QUICK = 300
BOUND = "the bound"
BOUNDS = {"peak memory": 200.0, "journal an object": 160.0, "CPU an object": 0.75e-3, "commits in the loop": 0.05}
"""What a migration may take: MB, bytes, seconds of processor time, and a share of the time."""
UNITS = {"peak memory": "MB", "journal an object": "B", "CPU an object": "s", "commits in the loop": "share"}


def migrate(count: int, flush: float = 0.0, latency: float = LATENCY) -> dict[str, Any]:
    """Migrate users in a process of its own and return its figures, with the peak memory in MB.

    Raises:
        RuntimeError: it failed, or did not move all users.
    """
    sizes = {"users": count}
    with (
        scale_server(sizes=sizes, latency=latency) as source,
        scale_server(sizes=sizes, latency=latency, starts_empty=True) as target,
        tempfile.TemporaryDirectory() as folder,
    ):
        command = (source.url, target.url, str(Path(folder) / "move.db"), str(flush))
        done = run("-m", "bench.scale.migrator", *command)
        if (written := target.stats()["POST users"]) != count:
            raise RuntimeError(f"{written} of {count} users were sent")
        return {**json.loads(done.output), "peak": done.peak}


def bounded(plan: Plan, count: int) -> dict[str, Samples]:
    """Measure all figures of the same migrations against their bounds."""
    count = plan.of(count, QUICK)
    found = [figures(migrate(count)) for _ in range(runs(plan, count))]
    return {what: {OURS: [one[what] for one in found], BOUND: [bound] * len(found)} for what, bound in BOUNDS.items()}


def figures(found: dict[str, Any]) -> dict[str, float]:
    """The figures of a migration, in the units of their bounds."""
    return {
        "peak memory": found["peak"],
        "journal an object": found["journal"] / found["objects"],
        "CPU an object": found["cpu"] / found["objects"],
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
    **{
        f"migration of {count:,} users": Leg(
            partial(bounded, count=count), figures={what: Figure({BOUND: 1.0}, unit) for what, unit in UNITS.items()}
        )
        for count in SIZES
    },
    "migration of 100,000 users, slow disk": Leg(
        partial(slow_disk, count=SIZES[0]), {"without the flush": 1 / 0.9}, "s/object"
    ),
}
