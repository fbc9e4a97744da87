"""``timeback export``: CSV bundles and Parquet files, from a sandbox over real HTTP."""

from __future__ import annotations

import json
import os
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from tests.migration.district import counts, fill, thin
from tests.migration.test_over_http import environment as clean
from tests.parquet.kit import assert_all_there, read
from timeback.cli.app import timeback
from timeback.errors import InvalidRequestError
from timeback.migration import Migration, verify
from timeback.parquet import ParquetFolder
from timeback.sandbox import Sandbox

Run = Callable[..., Result]
ODD: dict[str, Any] = {"grades": ["9", 10], "shoeSize": 38, "password": "open sesame"}


@pytest.fixture(scope="module")
def staging() -> Iterator[Sandbox]:
    with Sandbox(users=30, seed=5) as box:
        thin(box)
        fill(box, count=6)
        someone = next(iter(box.store.all("users")))
        box.store.put("users", {**someone, **ODD})
        yield box


def environment(box: Sandbox) -> dict[str, str]:
    return {
        "TIMEBACK_STAGING_API_URL": box.url,
        "TIMEBACK_STAGING_CLIENT_ID": box.client_id,
        "TIMEBACK_STAGING_CLIENT_SECRET": box.client_secret,
    }


@pytest.fixture
def run(staging: Sandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TIMEBACK_CONFIG", str(tmp_path / "none.toml"))

    def invoke(*arguments: str) -> Result:
        return CliRunner().invoke(timeback, arguments, env=environment(staging), prog_name="timeback")

    return invoke


def process(box: Sandbox, tmp_path: Path, *arguments: str, **more: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "timeback.cli", "export", "staging", *arguments],
        cwd=tmp_path,
        env=clean(**{**environment(box), "TIMEBACK_CONFIG": str(tmp_path / "none.toml"), **more}),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_everything_goes_into_parquet_files(run: Run, staging: Sandbox, tmp_path: Path) -> None:
    done = run("export", "staging", "roster", "--format", "parquet")
    assert done.exit_code == 0, done.output
    folder = tmp_path / "roster"
    assert {path.stem for path in folder.iterdir()} == counts(staging).keys()
    for path in folder.iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        rows = {row["sourcedId"]: row for row in read(path)}
        assert len(rows) == staging.store.count(path.stem)
        for entity in staging.store.all(path.stem):
            assert_all_there(entity, rows[entity["sourcedId"]])
            assert rows[entity["sourcedId"]]["dateLastModified"] is not None
        assert "sesame" not in str(rows)
    assert "users grades[] does not fit its column (once); see the column _other" in done.stdout
    assert "users shoeSize is not in the specification (once)" in done.stdout
    assert list(tmp_path.iterdir()) == [folder]


def test_the_outcome_as_json(run: Run) -> None:
    done = run("export", "staging", "roster", "--format", "parquet", "--entities", "orgs,users", "--json")
    told = json.loads(done.stdout)
    assert told["written"]["objects"]["users"] == 30
    paths = {(one["path"], one["why"], one["count"]) for one in told["written"]["aside"]}
    assert paths == {("grades[]", "odd", 1), ("shoeSize", "unknown", 1)}


def test_what_csv_files_lose_is_told(run: Run) -> None:
    done = run("export", "staging", "district.zip", "--entities", "resources")
    assert done.exit_code == 0, done.output
    assert "resources metadata.parts was dropped in 6 objects" in done.stdout
    again = json.loads(run("export", "staging", "again.zip", "--entities", "resources", "--json").stdout)
    assert again["written"]["objects"] == {"resources": 6}
    assert ("metadata.parts", "dropped") in {(one["path"], one["kind"]) for one in again["written"]["losses"]}


def test_a_selection_and_what_it_needs(run: Run, tmp_path: Path, staging: Sandbox) -> None:
    school = next(org["sourcedId"] for org in staging.store.all("orgs") if org["type"] == "school")
    done = run("export", "staging", "roster", "--format", "parquet", "--entities", "users", "--org", school)
    assert done.exit_code == 0, done.output
    users = read(tmp_path / "roster" / "users.parquet")
    assert 0 < len(users) < 30
    named = {role["org"]["sourcedId"] for user in users for role in user["roles"]}
    assert named <= {org["sourcedId"] for org in read(tmp_path / "roster" / "orgs.parquet")}


def test_a_bundle_becomes_parquet(run: Run, tmp_path: Path) -> None:
    assert run("export", "staging", "district.zip", "--entities", "orgs,users").exit_code == 0
    done = run("export", "district.zip", "roster", "--format", "parquet", "--entities", "orgs,users")
    assert done.exit_code == 0, done.output
    assert len(read(tmp_path / "roster" / "users.parquet")) == 30


def test_a_dry_run_writes_no_files(run: Run, tmp_path: Path) -> None:
    done = run("export", "staging", "roster", "--format", "parquet", "--dry-run")
    assert done.exit_code == 0, done.output
    assert "users: created 30" in done.stdout
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["there", "--format", "parquet"], "there"),
        (["roster.zip", "--format", "parquet"], "folder"),
        (["users.parquet", "--format", "parquet"], "folder"),
        (["users.parquet"], "--format parquet"),
        (["roster", "--format", "excel"], "parquet"),
        (["no/where", "--format", "parquet"], "folder"),
    ],
)
def test_what_is_mistyped_exits_2(run: Run, tmp_path: Path, arguments: list[str], says: str) -> None:
    (tmp_path / "there").mkdir()
    done = run("export", "staging", *arguments)
    assert done.exit_code == 2, done.output
    assert says in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["there"]


@pytest.mark.parametrize("kind", ["csv", "parquet"])
def test_a_disk_that_does_not_take_it_is_told_in_a_line(run: Run, tmp_path: Path, kind: str) -> None:
    # The name of the temporary folder is longer, too long for any file system.
    done = run("export", "staging", "x" * 250, "--format", kind)
    assert done.exit_code == 1, done.output
    assert "File name too long" in done.stderr
    assert done.stderr.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
def test_without_pyarrow_it_says_what_to_install(staging: Sandbox, tmp_path: Path) -> None:
    (tmp_path / "pyarrow.py").write_text("raise ImportError('not installed')\n")
    paths = os.pathsep.join((str(tmp_path), clean()["PYTHONPATH"]))
    with process(staging, tmp_path, "roster", "--format", "parquet", PYTHONPATH=paths) as export:
        _, errors = export.communicate(timeout=60)
    assert export.returncode == 2
    assert "pip install 'timeback-client[parquet]'" in errors
    assert errors.count("\n") == 1
    assert not (tmp_path / "roster").exists()
    with process(staging, tmp_path, "district.zip", "--entities", "orgs", PYTHONPATH=paths) as export:
        export.communicate(timeout=60)
    assert export.returncode == 0, "a bundle needs none"


def test_parquet_files_are_no_source(staging: Sandbox, tmp_path: Path) -> None:
    files = ParquetFolder(tmp_path / "roster")
    with pytest.raises(InvalidRequestError, match="Parquet"):
        Migration(files, staging.client())
    with pytest.raises(InvalidRequestError, match="Parquet"):
        verify(staging.client(), files)
    assert repr(files) == f"ParquetFolder({str(tmp_path / 'roster')!r})"


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGHUP])
@pytest.mark.parametrize("arguments", [("roster", "--format", "parquet"), ("district",), ("district.zip",)])
def test_a_kill_leaves_no_half_files(tmp_path: Path, arguments: tuple[str, ...], number: signal.Signals) -> None:
    with Sandbox(users=30, seed=5) as box:
        box.faults.add(path="*/enrollments", latency=5)
        with process(box, tmp_path, *arguments) as export:
            deadline = time.monotonic() + 60
            while not any(request.path.endswith("/enrollments") for request in box.requests):
                assert export.poll() is None
                assert time.monotonic() < deadline
                time.sleep(0.02)
            unfinished = [path.name for path in tmp_path.iterdir()]
            assert len(unfinished) == 1
            assert unfinished[0].endswith(".part")
            export.send_signal(number)
            export.communicate(timeout=60)
    assert export.returncode == (-9 if number is signal.SIGKILL else 128 + number)
    left = [path.name for path in tmp_path.iterdir()]
    assert left == (unfinished if number is signal.SIGKILL else [])


def test_export_with_ranges_has_the_same_objects(run: Run, staging: Sandbox, tmp_path: Path) -> None:
    for ranges in ("1", "4"):
        result = run("export", "staging", f"roster-{ranges}", "--format", "parquet", "--ranges", ranges)
        assert result.exit_code == 0, result.output
    names = {path.name for path in (tmp_path / "roster-1").glob("*.parquet")}
    assert names == {path.name for path in (tmp_path / "roster-4").glob("*.parquet")}
    for name in names:
        one, four = (
            sorted(read(tmp_path / f"roster-{ranges}" / name), key=lambda row: row["sourcedId"]) for ranges in "14"
        )
        assert one == four, name
    sent = [request for request in staging.requests if request.path.endswith("/users")]
    assert len(sent) > 4


def test_ranges_start_with_one(run: Run) -> None:
    result = run("export", "staging", "roster", "--ranges", "0")
    assert result.exit_code == 2
    assert "--ranges" in result.stderr
