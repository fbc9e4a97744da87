"""The benchmarks run and report their measurements. Durations are not checked."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]


def bench(*arguments: str) -> subprocess.CompletedProcess[str]:
    path = os.pathsep.join(str(ROOT / folder) for folder in ("scripts", ".", "generated"))
    return subprocess.run(
        [sys.executable, "-m", "bench", *arguments],
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=False,
        timeout=100,
    )


def test_rows_are_printed_and_written(tmp_path: Path) -> None:
    written = tmp_path / "rows" / "bench.json"
    run = bench("--quick", "--json", str(written), "--only", "10,000 filters", "--only", "300 creates at 0 ms")
    assert run.returncode == 0, run.stderr
    rows = json.loads(written.read_text(encoding="utf-8"))
    assert {row["name"] for row in rows} == {"10,000 filters", "300 creates at 0 ms", "300 creates at 0 ms, async"}
    assert {("10,000 filters", "an f-string"), ("300 creates at 0 ms", "one at a time")} <= {
        (row["name"], row["against"]) for row in rows
    }
    for row in rows:
        assert 0 < row["low"] <= row["ratio"] <= row["high"]
        assert row["bar"] is None
        assert row["name"] in run.stdout


@pytest.mark.parametrize("orjson", ["parse", "parse, with orjson"])
def test_parsing_is_held_against_json(tmp_path: Path, orjson: str) -> None:
    written = tmp_path / "bench.json"
    assert bench("--quick", "--json", str(written), "--only", orjson).returncode == 0
    rows = {(row["name"], row["against"]): row for row in json.loads(written.read_text(encoding="utf-8"))}
    row = rows[orjson, "json.loads"]
    assert row["met"] is (None if row["bar"] is None else row["ratio"] <= row["bar"])


def test_an_unknown_row_is_answered_with_the_names() -> None:
    run = bench("--quick", "--only", "nothing")
    assert run.returncode == 2
    assert "10,000 filters" in run.stderr


def test_rows_of_large_collections_are_measured_without_peers(tmp_path: Path) -> None:
    written = tmp_path / "scale.json"
    run = bench("--scale", "--quick", "--json", str(written), "--only", "list of 1,000 users")
    assert run.returncode == 0, run.stderr
    rows = json.loads(written.read_text(encoding="utf-8"))
    assert {(row["name"], row["against"]) for row in rows} == {
        ("list of 1,000 users, CPU a user", side)
        for side in ("ours, async", "bare httpx and json", "ours, 1,000 users")
    }
    assert "without peers" not in run.stderr
    assert all(row["ours"] > 0 for row in rows)


def test_large_collections_are_not_compared_with_another_revision() -> None:
    run = bench("--scale", "--against", "HEAD")
    assert run.returncode == 2
    assert "--against" in run.stderr
