"""Rows: seconds to write users as Parquet files by one thread, by threads over ranges, and by Dask and Ray.

The engines run the recipes of examples/recipes in the environments that ``make recipes`` creates. One that is missing
has no row.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from functools import partial
from pathlib import Path

from bench.leg import Leg
from bench.measure import OURS, Plan, Samples, alternate
from bench.paths import ROOT
from bench.scale.server import ScaleServer, scale_server

USERS = 200_000
QUICK = 2000
RANGES = 4
ONE_THREAD = "one thread"
AT_250_MS = {ONE_THREAD: 1 / 2.8}
"""Four threads are at least 2.8 times as fast as one."""


def seconds(plan: Plan, latency: float) -> Samples:
    """Measure the wall clock, the start of the process or the engine included."""
    count = plan.of(USERS, QUICK)
    with scale_server(sizes={"users": count}, latency=latency) as server:
        sides = {
            OURS: partial(threads, RANGES, server),
            ONE_THREAD: partial(threads, 1, server),
            **{
                name.capitalize(): partial(recipe, name, python, server)
                for name in ("dask", "ray")
                if (python := ROOT / ".venv-recipes" / name / "bin" / "python").exists()
            },
        }
        return alternate(sides, plan.few)


def threads(count: int, server: ScaleServer) -> float:
    """Write one file by threads of one process."""
    with tempfile.TemporaryDirectory() as folder:
        return _timed([sys.executable, "-m", "bench.scale.to_parquet", str(count), f"{folder}/users.parquet"], server)


def recipe(name: str, python: Path, server: ScaleServer) -> float:
    """Write files by a recipe."""
    program = ROOT / "examples" / "recipes" / name / "ranges_to_parquet.py"
    with tempfile.TemporaryDirectory() as folder:
        return _timed([str(python), str(program), "users", f"{folder}/users", "--ranges", str(RANGES)], server)


def _timed(command: list[str], server: ScaleServer) -> float:
    began = time.perf_counter()
    done = subprocess.run(
        command, env={**os.environ, **server.variables()}, capture_output=True, text=True, check=False
    )
    took = time.perf_counter() - began
    if done.returncode:
        raise RuntimeError((done.stderr.strip().splitlines() or [f"exit code {done.returncode}"])[-1])
    return took


LEGS = {
    f"{USERS:,} users to Parquet at {milliseconds} ms, {RANGES} ranges": Leg(
        partial(seconds, latency=milliseconds / 1000), AT_250_MS if milliseconds == 250 else {}
    )
    for milliseconds in (0, 250)
}
