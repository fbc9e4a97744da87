"""The nightly export: increments, deleted objects, a killed run, the lock and the exit codes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from tests.changes.kit import Server
from timeback.sandbox import Sandbox

from .kit import EXAMPLES, load

program = load("nightly_parquet/nightly_parquet.py")
Run = Callable[..., int]


@pytest.fixture
def lake(tmp_path: Path) -> Path:
    return tmp_path / "lake"


@pytest.fixture
def run(box: Sandbox, lake: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    # Without an overlap, what was exported a moment ago is not exported again.
    monkeypatch.setattr(program, "OVERLAP", -program.timedelta(microseconds=0))

    def invoke(*arguments: str) -> int:
        code: int = program.main([str(lake), "--entities", "orgs,users", *arguments])
        return code

    return invoke


def partitions(lake: Path) -> dict[str, list[str]]:
    """The partitions of each entity, oldest first."""
    found: dict[str, list[str]] = {}
    for path in sorted(lake.glob("*/run=*")):
        found.setdefault(path.parent.name, []).append(path.name)
    return found


def newest(lake: Path) -> dict[str, Any]:
    """The users of the newest partition, by id."""
    path = max(lake.glob("users/run=*/users.parquet"))
    return {row["sourcedId"]: row for row in pq.read_table(path).to_pylist()}


def age(box: Sandbox) -> None:
    """Make all objects older than any run of this test."""
    for name in ("orgs", "users"):
        # ``put`` would set the time of the change.
        box.store.load(
            name, [{**value, "dateLastModified": "2020-01-01T00:00:00.000Z"} for value in box.store.all(name)]
        )


def test_each_night_has_the_changes_since_the_last(box: Sandbox, run: Run, lake: Path) -> None:
    age(box)
    assert run() == 0
    assert len(newest(lake)) == 60
    with box.client() as client:
        first, second = sorted(newest(lake))[:2]
        client.rostering.users.patch_user(first, {"grades": ["12"]})
        client.rostering.users.delete_user(second)
    assert run() == 0
    changed = newest(lake)
    assert set(changed) == {first, second}
    assert (changed[first]["grades"], changed[second]["status"]) == (["12"], "tobedeleted")
    # No organisation was changed, so there is no partition.
    assert {entity: len(names) for entity, names in partitions(lake).items()} == {"orgs": 1, "users": 2}
    assert run("--full") == 0
    assert len(newest(lake)) == 60
    if sys.platform != "win32":
        assert lake.stat().st_mode & 0o077 == 0


def test_a_run_that_was_killed_is_repeated(box: Sandbox, run: Run, lake: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    age(box)
    assert run() == 0
    state = (lake / "_state.json").read_bytes()
    with box.client() as client:
        changed = min(newest(lake))
        client.rostering.users.patch_user(changed, {"grades": ["12"]})

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(program.Lake, "finish", killed)
        with pytest.raises(KeyboardInterrupt):
            run()
    (lake / "_new-20260101T000000Z").mkdir()
    assert (lake / "_state.json").read_bytes() == state
    assert len(partitions(lake)["users"]) == 2
    assert run() == 0
    assert set(newest(lake)) == {changed}
    assert len(partitions(lake)["users"]) == 2
    assert list(lake.glob("_new-*")) == []


def test_the_time_of_a_run_is_that_of_the_server(box: Sandbox) -> None:
    time = datetime(2025, 6, 1, 2, tzinfo=UTC)
    with box.client(transport=Server(date=time).sync_transport()) as client:
        assert program.server_time(client) == time


def test_a_new_entity_is_exported_whole(box: Sandbox, run: Run, lake: Path, capsys: pytest.CaptureFixture[str]) -> None:
    age(box)
    assert run() == 0
    assert run("--entities", "orgs,users,classes") == 0
    assert "exporting all, since these are new: classes" in capsys.readouterr().out
    assert len(newest(lake)) == 60
    assert len(partitions(lake)["classes"]) == 1


def test_an_export_that_fails_leaves_nothing(
    box: Sandbox, run: Run, lake: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run() == 0
    before = partitions(lake), (lake / "_state.json").read_bytes()
    box.faults.add(method="GET", path="*/users", status=400)
    box.faults.add(method="GET", path="*/orgs", status=400)
    assert run("--full") == 1
    assert "The next run exports this period again" in capsys.readouterr().err
    assert (partitions(lake), (lake / "_state.json").read_bytes()) == before


def test_one_run_at_a_time(box: Sandbox, run: Run, lake: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lake.mkdir()
    with program.locked(lake):
        assert run() == 75
    assert "another run works on" in capsys.readouterr().err
    assert not (lake / "_state.json").exists()
    assert run() == 0


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="needs SIGKILL")
def test_a_killed_process_releases_the_lock(box: Sandbox, run: Run, lake: Path) -> None:
    lake.mkdir()
    script = (
        "import sys, time, pathlib; sys.path.insert(0, sys.argv[1]); import nightly_parquet as one\n"
        "with one.locked(pathlib.Path(sys.argv[2])): print('held', flush=True); time.sleep(60)"
    )
    command = [sys.executable, "-c", script, str(EXAMPLES / "nightly_parquet"), str(lake)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        assert run() == 75
        holder.kill()
    assert run() == 0


def test_two_runs_within_a_second_have_different_names(tmp_path: Path) -> None:
    lake = program.Lake(tmp_path)
    moment = datetime(2026, 1, 31, 2, tzinfo=UTC)
    for expected in ("20260131T020000Z", "20260131T020000Z-2", "20260131T020000Z-3"):
        assert lake.new_name(moment) == expected
        lake.runs.append(expected)


def test_wrong_settings_and_a_damaged_state(
    box: Sandbox, run: Run, lake: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("--entities", "pupils") == 2
    (lake / "_state.json").write_text(json.dumps({"runs": []}))
    assert run() == 1
    assert "_state.json is damaged" in capsys.readouterr().err
    (lake / "_state.json").unlink()
    for name in [name for name in os.environ if name.startswith("TIMEBACK_")]:
        monkeypatch.delenv(name)
    assert run() == 2
