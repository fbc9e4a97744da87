"""The memory of an export does not depend on its size, measured on the process of the command."""

from __future__ import annotations

import contextlib
import json
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pyarrow.parquet as pq
import pytest

from timeback.bundles import Bundle
from timeback.sandbox import Sandbox

from .test_export import clean, environment

FEW, MANY = 20_000, 200_000
# Both sizes have several pages of 3000 users in flight. In memory, 180,000 more users would take 500 MB.
TOLERANCE = 60 * 2**20

pytestmark = [pytest.mark.soak, pytest.mark.timeout(3600)]

Box = Callable[[int], Sandbox]


@pytest.fixture(scope="module")
def box() -> Iterator[Box]:
    running: dict[int, Sandbox] = {}

    def of(users: int) -> Sandbox:
        if users not in running:
            # In another process, because it takes more memory than the command.
            running[users] = Sandbox(users=users, process=True).start()
        return running[users]

    yield of
    for sandbox in running.values():
        sandbox.stop()


def exported(source: Sandbox, folder: Path, *arguments: str) -> tuple[int, dict[str, int]]:
    """The peak memory of the command in bytes, and the counts in its output.

    Polled from here: the peak that the system reports would include the memory of this process at the fork.
    """
    with (folder / "out.json").open("w+") as output:
        export = psutil.Popen(
            [sys.executable, "-m", "timeback.cli", "export", "staging", *arguments, "--json"],
            cwd=folder,
            env=clean(**environment(source), TIMEBACK_CONFIG=str(folder / "none.toml")),
            stdout=output,
        )
        peak = 0
        try:
            while export.poll() is None:
                with contextlib.suppress(psutil.NoSuchProcess):
                    peak = max(peak, export.memory_info().rss)
                time.sleep(0.02)
        finally:
            if export.poll() is None:
                export.kill()
        assert export.returncode == 0
        output.seek(0)
        told = json.load(output)
    return peak, told["written"]["objects"]


@pytest.mark.parametrize("kind", ["csv", "parquet"])
def test_200_000_users_take_no_more_memory_than_20_000(box: Box, tmp_path: Path, kind: str) -> None:
    peaks = []
    for users in (FEW, MANY):
        name = "roster.zip" if kind == "csv" else "roster"
        peak, written = exported(box(users), tmp_path, name, "--format", kind, "--entities", "orgs,users")
        peaks.append(peak)
        assert written["users"] == users
        if kind == "csv":
            with Bundle.open(tmp_path / name) as bundle:
                assert sum(1 for _ in bundle.read("users")) == users
            (tmp_path / name).unlink()
        else:
            ids = pq.read_table(tmp_path / name / "users.parquet", columns=["sourcedId"])["sourcedId"]
            assert len(ids.unique()) == users
            shutil.rmtree(tmp_path / name)
    few, many = peaks
    print(f"\n{kind}: {few / 2**20:.0f} MB for {FEW:,} users, {many / 2**20:.0f} MB for {MANY:,}")
    assert many < few + TOLERANCE
