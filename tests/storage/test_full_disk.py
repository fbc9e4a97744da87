"""A disk that is full at any byte: nothing acknowledged is lost, nothing is locked, and the next run completes."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.cli.test_export import environment as settings
from tests.migration.test_over_http import environment
from timeback.migration.journal.journal import Journal
from timeback.sandbox import Sandbox

CHILD = Path(__file__).with_name("full_disk.py")
# The largest size of a file at which the work still fails.
LARGEST = {"journal": 360_000, "migration": 120_000, "bundle": 21_000, "parquet": 15_000, "download": 99_999}
FEW, MANY = 6, 50

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="needs a limit on the size of files"),
]


def positions(kind: str, count: int) -> list[int]:
    """Byte positions from the first to the last one, most of them odd."""
    return [LARGEST[kind] * number // (count - 1) for number in range(count)]


def run(kind: str, folder: Path, limits: list[int]) -> dict[str, dict[str, Any]]:
    done = subprocess.run(
        [sys.executable, "-W", "error", str(CHILD), kind, str(folder), *map(str, limits)],
        capture_output=True,
        text=True,
        env=environment(PYTHONPATH=f"{environment()['PYTHONPATH']}:{Path(__file__).parents[2]}"),
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    found: dict[str, dict[str, Any]] = json.loads(done.stdout)
    assert list(found) == [str(limit) for limit in limits]
    return found


def check(kind: str, folder: Path, count: int) -> None:
    limits = positions(kind, count)
    for limit, told in run(kind, folder, limits).items():
        failed = told["failed"]
        assert failed, (limit, "the disk was not full")
        assert failed["kind"] in ("StorageError", "JournalError")
        assert Path(failed["path"]).parent == folder / limit
        assert failed["action"].startswith("write ")
        assert told["left"] == [], limit
        if kind == "journal":
            assert told["lost"] == []
            Journal(folder / limit / f"{limit}.db", source="a", target="b").close()
        else:
            assert told["complete"], limit
            assert told.get("twice", 0) == 0, limit
    if kind == "journal":
        assert told["kept"] > 50


@pytest.mark.parametrize("kind", LARGEST)
def test_a_full_disk_at_some_positions(tmp_path: Path, kind: str) -> None:
    check(kind, tmp_path, FEW)


@pytest.mark.soak
@pytest.mark.timeout(900)
@pytest.mark.parametrize("kind", LARGEST)
def test_a_full_disk_at_fifty_positions(tmp_path: Path, kind: str) -> None:
    check(kind, tmp_path, MANY)


def limited(source: Sandbox, target: Sandbox, folder: Path, limit: int, command: str) -> str:
    """What the command says in a process whose files cannot grow beyond a limit."""
    # As in tests/file_size_limit.py, no bytecode may be written: it would be cut off.
    code = "import resource, sys; sys.dont_write_bytecode = True; "
    code += "resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv.pop(1)),) * 2); "
    code += "from timeback.cli import main; main()"
    production = {name.replace("STAGING", "PRODUCTION"): value for name, value in settings(target).items()}
    done = subprocess.run(
        [sys.executable, "-c", code, str(limit), *command.split(), "--entities", "orgs,users"],
        cwd=folder,
        env=environment(**settings(source), **production, TIMEBACK_CONFIG=str(folder / "none.toml")),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1, done.stderr
    assert "Traceback" not in done.stderr
    return done.stderr


@pytest.fixture(scope="module")
def boxes() -> Any:
    with Sandbox(users=30, seed=5) as one, Sandbox() as other:
        yield one, other


@pytest.mark.parametrize("arguments", ["d.zip", "d", "p --format parquet"])
def test_an_export_says_so_in_a_line(boxes: tuple[Sandbox, Sandbox], tmp_path: Path, arguments: str) -> None:
    told = limited(*boxes, tmp_path, 3000, f"export staging {arguments}")
    *progress, last = told.splitlines()
    assert last.startswith(f"timeback: {arguments.split()[0]}: could not write the "), told
    assert "File too large" in last
    assert all(line.startswith("Moving ") for line in progress), told
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("limit", "start"), [(0, "move.db cannot be used as a journal"), (50_000, "move.db: could not")]
)
def test_a_journal_says_so_in_a_line(boxes: tuple[Sandbox, Sandbox], tmp_path: Path, limit: int, start: str) -> None:
    told = limited(*boxes, tmp_path, limit, "migrate staging production --journal move.db --yes")
    assert told.startswith(f"timeback: {start}"), told
    assert len(told.splitlines()) <= 2
    assert [path.name for path in tmp_path.iterdir()] == ["move.db"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
@pytest.mark.parametrize("form", ["table", "csv"])
def test_standard_output_that_is_full_is_told_in_a_line(
    boxes: tuple[Sandbox, Sandbox], tmp_path: Path, form: str
) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "timeback.cli", "get", "users", "-o", form],
            cwd=tmp_path,
            env=environment(
                **{name.replace("_STAGING", ""): value for name, value in settings(boxes[0]).items()},
                TIMEBACK_ENVIRONMENT="staging",
                TIMEBACK_CONFIG=str(tmp_path / "none.toml"),
            ),
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == 1, done.stderr
    assert done.stderr.startswith("timeback: No space left on device")
    assert done.stderr.count("\n") == 1
