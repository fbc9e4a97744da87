"""Row: a job of Apache Spark with four workers against one thread, at 250 ms a page.

It runs in the environment of ``make spark``, which has pyspark, and needs Java.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Final

from bench.leg import Leg
from bench.measure import OURS, Plan, Samples
from bench.scale.server import ScaleServer, scale_server

LATENCY: Final = 0.25
THREAD: Final = "one thread"
ROW: Final = "200,000 users by Spark at 250 ms a page"
_ROOT: Final = Path(__file__).parents[3]
_PYTHON: Final = _ROOT / ".venv-spark" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def missing() -> str | None:
    """Return why the row cannot run; None if it can."""
    if not _PYTHON.exists():
        return f"{ROW}: not measured, since there is no .venv-spark; run `make spark` first"
    home = os.environ.get("JAVA_HOME")
    if shutil.which("java", path=None if home is None else str(Path(home, "bin"))) is None:
        return f"{ROW}: not measured, since there is no Java"
    return None


def wall(plan: Plan) -> Samples:
    """Measure the seconds of the second job of a session, and of one thread that reads the same."""
    count = plan.of(200_000, 4_000)
    samples: Samples = {OURS: [], THREAD: []}
    with scale_server(sizes={"users": count}, latency=LATENCY) as server:
        for _ in range(plan.few):
            for side, seconds in _run(server, count).items():
                samples[side].append(seconds)
    return samples


def _run(server: ScaleServer, count: int) -> dict[str, float]:
    # In a process of its own, since Spark keeps the environment that it was started with.
    environ = {
        **os.environ,
        **server.variables(),
        "PYSPARK_PYTHON": str(_PYTHON),
        "SPARK_LOCAL_IP": "127.0.0.1",
        "PYTHONPATH": os.pathsep.join(str(_ROOT / name) for name in ("", "generated", "scripts")),
    }
    command = [str(_PYTHON), "-m", "bench.scale.spark_job", str(count)]
    done = subprocess.run(command, env=environ, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError((done.stderr.strip().splitlines() or [f"exit code {done.returncode}"])[-1])
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


LEGS = {ROW: Leg(wall, {THREAD: 0.40}, spawns=True)} if missing() is None else {}
