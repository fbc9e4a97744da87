"""Rows: processor time and peak memory of ``timeback export`` with 1,000 to 1,000,000 users."""

from __future__ import annotations

import json
import tempfile
from functools import partial
from pathlib import Path

from bench.leg import Leg
from bench.measure import OURS, Plan, Samples, alternate
from bench.scale.listing import SIZES, SMALLEST, runs
from bench.scale.processes import Usage, run
from bench.scale.server import ScaleServer, scale_server

LISTED = "ours, listed only"
QUICK = 2000


def cpu(plan: Plan, count: int, form: str) -> Samples:
    """Measure the processor time for each user, start of the process included, against a listing in a process."""
    count = plan.of(count, QUICK)
    with scale_server(sizes={"users": count}) as server:
        return alternate(
            {
                OURS: lambda: export(count, form, server).cpu / count,
                LISTED: lambda: run("-m", "bench.scale.lister", OURS, str(count), server.url).cpu / count,
            },
            runs(plan, count),
        )


def memory(plan: Plan, count: int, form: str) -> Samples:
    """Measure the peak megabytes, against our own peak at 1,000 users."""
    count, few = plan.of(count, QUICK), SIZES[0]
    with scale_server(sizes={"users": count}) as server, scale_server(sizes={"users": few}) as small:
        return alternate(
            {
                OURS: lambda: export(count, form, server).peak,
                SMALLEST: lambda: export(few, form, small).peak,
            },
            runs(plan, count),
        )


def export(count: int, form: str, server: ScaleServer) -> Usage:
    """Export the users by the command line.

    Raises:
        RuntimeError: the command failed, or wrote fewer objects.
    """
    with tempfile.TemporaryDirectory() as folder:
        command = ("export", "staging", str(Path(folder) / "roster"), "--format", form, "--entities", "users")
        done = run("-m", "timeback", *command, "--json", "--no-progress", variables=server.variables())
        written = json.loads(done.output)["by_entity"]["users"]["created"]
        if written != count:
            raise RuntimeError(f"{written} of {count} users were exported")
        return done


LEGS = {
    **{
        f"export of {count:,} users to {form}, CPU a user": Leg(partial(cpu, count=count, form=form), {}, "s/user")
        for form in ("csv", "parquet")
        for count in SIZES[1:]
    },
    **{
        f"export of {count:,} users to {form}, peak memory": Leg(partial(memory, count=count, form=form), {}, "MB")
        for form in ("csv", "parquet")
        for count in SIZES[2:]
    },
}
