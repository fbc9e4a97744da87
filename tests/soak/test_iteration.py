"""100,000 users: what they cost in memory, and in time beside a bare loop over the same pages (`pytest -m soak -s`)."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from timeback.sandbox import Sandbox

pytestmark = pytest.mark.soak

ROOT = Path(__file__).parents[2]
ENVIRON = {**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'generated'}"}
SIZE = 1000


class Run(NamedTuple):
    seconds: float
    peak: float
    count: int


def read(way: str, url: str, client_id: str = "id", client_secret: str = "secret") -> Run:
    command = [sys.executable, "-m", "tests.soak.reading", way, url, client_id, client_secret, str(SIZE)]
    done = subprocess.run(command, cwd=ROOT, env=ENVIRON, check=True, capture_output=True, text=True)
    return Run(*json.loads(done.stdout))


@pytest.fixture
def bare_servers() -> Iterator[dict[int, str]]:
    running = {}
    for count in (1_000, 100_000):
        command = [sys.executable, "-m", "tests.soak.pages", str(count), str(SIZE)]
        pipe = subprocess.PIPE
        running[count] = subprocess.Popen(command, cwd=ROOT, env=ENVIRON, stdin=pipe, stdout=pipe, text=True)
    ports = {count: process.stdout.readline().strip() for count, process in running.items() if process.stdout}
    yield {count: f"http://127.0.0.1:{port}" for count, port in ports.items()}
    for process in running.values():
        process.communicate()


@pytest.mark.timeout(600)
@pytest.mark.parametrize("way", ["sync", "async"])
def test_memory_stays_the_same(bare_servers: dict[int, str], way: str) -> None:
    few, many = (read(way, bare_servers[count]) for count in (1_000, 100_000))
    print(f"\n{way}: {few.peak:.0f} MB for 1,000 users, {many.peak:.0f} MB for 100,000")
    assert (few.count, many.count) == (1_000, 100_000)
    assert many.peak - few.peak < 60


def told(what: str, runs: dict[str, list[Run]]) -> None:
    medians = {way: statistics.median(run.seconds for run in found) for way, found in runs.items()}
    print(f"\n{what}: {', '.join(f'{way} {seconds:.2f} s' for way, seconds in medians.items())}", end="")
    print(f"; ratio sync {medians['sync'] / medians['bare']:.2f}, async {medians['async'] / medians['bare']:.2f}")


@pytest.mark.timeout(1200)
def test_time_beside_a_bare_loop(bare_servers: dict[int, str]) -> None:
    """Reports; how fast a machine is at some moment is no verdict."""
    with Sandbox(users=100_000, process=True) as box:
        places = {"bare server": (bare_servers[100_000],), "sandbox": (box.url, box.client_id, box.client_secret)}
        for what, place in places.items():
            runs: dict[str, list[Run]] = {"bare": [], "sync": [], "async": []}
            for _ in range(3):
                for way, found in runs.items():
                    found.append(read(way, *place))
            told(what, runs)
            assert {run.count for found in runs.values() for run in found} == {100_000}
