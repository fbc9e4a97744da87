"""Migrations that are killed at random times, with servers that fail at random."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from timeback.migration import verify
from timeback.sandbox import Sandbox

from .district import allocating, counts, fill, ids, thin
from .test_over_http import environment

pytestmark = pytest.mark.slow

CHILD = Path(__file__).with_name("child.py")
API = "/ims/*"
KEYS = {"client_id": "id", "client_secret": "secret"}


def unwell(box: Sandbox, *, seed: int) -> None:
    """Let one request in five fail, before or after it is processed."""
    kinds = ({"status": 503}, {"status": 500}, {"cut": "before"}, {"cut": "after"}, {"truncate": True})
    for number, kind in enumerate(kinds):
        box.faults.add(path=API, probability=0.0436, seed=seed + number, **kind)


def child(
    source: Sandbox, target: Sandbox, journal: Path, *options: str, output: int = subprocess.DEVNULL
) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [
            sys.executable,
            str(CHILD),
            source.url,
            target.url,
            source.client_id,
            source.client_secret,
            str(journal),
            *options,
        ],
        stdout=output,
        stderr=output,
        text=True,
        env=environment(),
    )


def kill_at(process: subprocess.Popen[str], target: Sandbox, writes: int, delay: float) -> bool:
    """Kill the process some seconds after a number of writes. False if it ended before."""
    before = len(target.requests)
    with process:
        while process.poll() is None:
            if sum(request.method != "GET" for request in target.requests[before:]) >= writes:
                time.sleep(delay)
                process.kill()
                break
            time.sleep(0.002)
    return process.returncode == -signal.SIGKILL


def assert_nothing_twice(source: Sandbox, target: Sandbox) -> None:
    there = counts(source)
    assert all(count <= there[name] for name, count in counts(target).items())
    names = [user["username"] for user in target.store.all("users")]
    assert len(names) == len(set(names))


def to_its_end(source: Sandbox, target: Sandbox, journal: Path, *options: str) -> tuple[str, str, int]:
    with child(source, target, journal, *options, output=subprocess.PIPE) as process:
        try:
            output, errors = process.communicate(timeout=300)
        finally:
            process.kill()
        return output, errors, process.returncode


def go_through(
    folder: Path, *, users: int, classes: int, kills: int, most_writes: int, allocates: bool = False, least: int = 0
) -> None:
    """Kill migrations a number of times, and complete each of them.

    If the target assigns ids, objects whose reply was lost are not sent again, and objects that require them fail. Such
    a migration soon ends with unknown objects, and the next one is started.
    """
    lots, killed = random.Random(7), 0
    with Sandbox(users=users, **KEYS) as source:
        thin(source, classes)
        fill(source, count=12)
        assert sum(counts(source).values()) >= least
        while killed < kills:
            with Sandbox(**KEYS) as target:
                journal = folder / f"{killed}.db"
                times = killed_times(source, target, journal, lots, kills - killed, most_writes, allocates)
                assert times, "it is killed before it comes to its end"
                assert_completed(source, target, journal, allocates)
                killed += times
                told = f"{sum(counts(source).values()):,} objects, killed {times} times"
                print(f"\n{told}, {len(target.requests):,} requests", end="")


def killed_times(
    source: Sandbox,
    target: Sandbox,
    journal: Path,
    lots: random.Random,
    most: int,
    most_writes: int,
    allocates: bool,
) -> int:
    """How many times a migration was killed before it ended."""
    if allocates:
        allocating(target)
    unwell(target, seed=lots.randint(1, 1000))
    for times in range(most):
        writes, delay = lots.randint(1, most_writes), lots.random() * 0.05
        if not kill_at(child(source, target, journal), target, writes, delay):
            return times
    return most


def assert_completed(source: Sandbox, target: Sandbox, journal: Path, allocates: bool) -> None:
    """Complete the migration, first with a failing server. Then everything is on the target, without duplicates."""
    to_its_end(source, target, journal)
    target.faults.clear()
    if allocates:
        allocating(target)
    output, errors, code = to_its_end(source, target, journal)
    if allocates and code:
        # Objects with an unknown result are reported, and only sent again on request.
        assert "unknown" in output
        assert_nothing_twice(source, target)
        output, errors, code = to_its_end(source, target, journal, "resend")
    assert (code, errors) == (0, ""), output
    assert counts(target) == counts(source)
    people = set(ids(source, "users"))
    assert set(ids(target, "users")) & people == (set() if allocates else people)
    result = verify(source.client(), target.client(environment="production"), journal=journal, strict=True)
    assert list(result) == []
    assert result.checked == sum(counts(source).values())


def test_a_killed_run_resumes_without_duplicates(tmp_path: Path) -> None:
    go_through(tmp_path, users=12, classes=15, kills=4, most_writes=50)


def test_a_killed_run_resumes_if_the_target_assigns_ids(tmp_path: Path) -> None:
    go_through(tmp_path, users=12, classes=15, kills=4, most_writes=50, allocates=True)


@pytest.mark.soak
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("allocates", [False, True])
def test_killed_fifty_times(tmp_path: Path, allocates: bool) -> None:
    go_through(tmp_path, users=250, classes=1000, kills=50, most_writes=80, allocates=allocates, least=2_000)
