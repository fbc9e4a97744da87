"""What an export or a download leaves behind when it is killed, and who removes it."""

from __future__ import annotations

import logging
import os
import shutil
import subprocess
import sys
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from tests.migration.server import org
from tests.migration.test_over_http import environment
from timeback._http import download as _save
from timeback._http.download import DownloadTarget
from timeback._storage.part_folder import _machine, remove_leftovers
from timeback.bundles import BundleWriter
from timeback.cli.app import timeback
from timeback.errors import LeftoverWarning
from timeback.parquet import ParquetWriter

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs SIGKILL")

SECRET = "Given name of a child"
WRITE = f"""
import sys
from pathlib import Path
from timeback._http.download import DownloadTarget
from timeback.bundles import BundleWriter
from timeback.parquet import ParquetWriter
kind, path = sys.argv[1:]
if kind == "download":
    writer = DownloadTarget(path).__enter__()
    writer.start_body()
    writer.write(b"{SECRET}" * 5000)
else:
    writer = BundleWriter(path) if kind == "bundle" else ParquetWriter(path)
    for number in range(2000):
        writer.write("orgs", {{"sourcedId": f"o{{number}}", "name": "{SECRET}", "type": "school"}})
print("written", flush=True)
sys.stdin.read()
"""
KINDS = {"bundle": "d.zip", "parquet": "roster", "download": "cartridge.zip"}


@contextmanager
def writing(kind: str, folder: Path) -> Iterator[subprocess.Popen[str]]:
    """A process that is in the middle of writing files."""
    with subprocess.Popen(
        [sys.executable, "-c", WRITE, kind, str(folder / KINDS[kind])],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=environment(),
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "written\n"
        yield process
        process.kill()


@pytest.fixture(scope="module")
def left(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """What each kind of run leaves behind that is killed."""
    found = {}
    for kind in KINDS:
        folder = tmp_path_factory.mktemp(kind)
        with writing(kind, folder) as process:
            process.kill()
            process.wait()
        (found[kind],) = folder.iterdir()
        assert found[kind].name.startswith(f".{KINDS[kind]}.")
        assert found[kind].stat().st_mode & 0o777 == 0o700
    return found


def bundle(folder: Path) -> None:
    with BundleWriter(folder / "other.zip") as writer:
        writer.write("orgs", org("d"))


def parquet(folder: Path) -> None:
    with ParquetWriter(folder / "other") as writer:
        writer.write("orgs", org("d"))


def aborted(folder: Path) -> None:
    with pytest.raises(KeyError), BundleWriter(folder / "none.zip"):
        raise KeyError


def download(folder: Path) -> None:
    _save._tidied_folders.clear()
    with DownloadTarget(folder / "saved") as sink:
        sink.start_body()
        sink.write(b"x")


NEXT: list[Callable[[Path], Any]] = [bundle, parquet, aborted, download]


@pytest.mark.parametrize("next_run", NEXT)
@pytest.mark.parametrize("kind", KINDS)
def test_the_next_run_removes_what_a_killed_one_left(
    left: dict[str, Path],
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    kind: str,
    next_run: Callable[[Path], Any],
) -> None:
    there = tmp_path / left[kind].name
    shutil.copytree(left[kind], there)
    with caplog.at_level(logging.INFO, logger="timeback"):
        next_run(tmp_path)
    assert not there.exists()
    assert there.name in caplog.text
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


@pytest.mark.slow
@pytest.mark.parametrize("next_run", NEXT)
@pytest.mark.parametrize("kind", KINDS)
def test_a_run_that_is_alive_is_left_alone(tmp_path: Path, kind: str, next_run: Callable[[Path], Any]) -> None:
    with writing(kind, tmp_path):
        (there,) = tmp_path.iterdir()
        before = sorted(there.rglob("*"))
        next_run(tmp_path)
        assert sorted(there.rglob("*")) == before
    # Now it has ended.
    next_run_again = bundle if next_run is parquet else parquet
    next_run_again(tmp_path)
    assert not there.exists()


def test_two_runs_of_one_process_do_not_disturb_each_other(tmp_path: Path) -> None:
    with BundleWriter(tmp_path / "a.zip") as one, ParquetWriter(tmp_path / "b") as other:
        one.write("orgs", org("d"))
        other.write("orgs", org("d"))
        with BundleWriter(tmp_path / "c.zip") as third:
            third.write("orgs", org("d"))
    assert {path.name for path in tmp_path.iterdir()} == {"a.zip", "b", "c.zip"}


def owned(folder: Path, owner: str, name: str = ".d.zip.abcd1234.part") -> Path:
    there = folder / name
    there.mkdir(mode=0o700)
    (there / "users.rows").write_text(SECRET)
    if owner:
        (there / "owner").write_text(owner)
    return there


@pytest.mark.parametrize(
    ("owner", "says"),
    [
        ("", "older version"),
        ("timeback-part-1\nlocked\nanother-machine\n7\n", "another machine"),
        (f"timeback-part-1\nunlocked\n{_machine()}\n7\n", "may still be alive"),
    ],
)
def test_what_cannot_be_known_is_named_and_stays(tmp_path: Path, owner: str, says: str) -> None:
    there = owned(tmp_path, owner)
    for next_run in (bundle, parquet):
        with pytest.warns(LeftoverWarning, match=says) as caught:
            next_run(tmp_path)
        assert there.name in str(caught[0].message)
        assert (there / "users.rows").exists()


def test_the_command_names_it_in_a_line(tmp_path: Path) -> None:
    owned(tmp_path, "")
    bundle(tmp_path.joinpath("in")) if tmp_path.joinpath("in").mkdir() else bundle(tmp_path / "in")
    source = tmp_path / "in" / "other.zip"
    done = subprocess.run(
        [sys.executable, "-m", "timeback.cli", "export", str(source), "out.zip"],
        cwd=tmp_path,
        env=environment(TIMEBACK_CONFIG=str(tmp_path / "none.toml")),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "timeback: warning: .d.zip.abcd1234.part holds unfinished files" in done.stderr
    assert "part_folder.py" not in done.stderr
    assert CliRunner().invoke(timeback, ["--version"]).exit_code == 0


def test_folders_of_others_are_left_alone(tmp_path: Path) -> None:
    somewhere = tmp_path / "somewhere"
    somewhere.mkdir()
    (somewhere / "owner").write_text(f"timeback-part-1\nlocked\n{_machine()}\n7\n")
    here = tmp_path / "here"
    here.mkdir()
    (here / ".d.zip.abcd1234.part").symlink_to(somewhere, target_is_directory=True)
    (here / ".video.abcd1234.part").mkdir()
    (here / ".video.abcd1234.part" / "piece").touch()
    (here / ".song.abcd1234.part").mkdir()
    (here / ".song.abcd1234.part" / "owner").write_text("me")
    (here / ".begun.abcd1234.part").mkdir()
    (here / ".begun.abcd1234.part" / "owner").touch()
    (here / ".d.zip.ABCD.part").mkdir()
    (here / ".file.abcd1234.part").touch()
    before = sorted(here.rglob("*"))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        remove_leftovers(here)
    assert sorted(here.rglob("*")) == before
    assert (somewhere / "owner").exists()


def linked_owner(path: Path) -> None:
    victim = path.parents[1] / "victim"
    victim.write_text(f"timeback-part-1\nlocked\n{_machine()}\n7\n")
    path.symlink_to(victim)


@pytest.mark.parametrize("next_run", NEXT)
@pytest.mark.parametrize("make", [os.mkfifo, Path.mkdir, linked_owner])
def test_an_owner_that_is_no_file_keeps_nobody_waiting(
    tmp_path: Path, make: Callable[[Path], None], next_run: Callable[[Path], Any]
) -> None:
    there = owned(tmp_path, "")
    make(there / "owner")
    before = there.joinpath("owner").lstat()
    with pytest.warns(LeftoverWarning, match="another program"):
        next_run(tmp_path)
    assert (there / "users.rows").read_text() == SECRET
    assert there.joinpath("owner").lstat() == before


def test_many_downloads_look_through_a_folder_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    looked = []
    monkeypatch.setattr("timeback._storage.part_folder.remove_leftovers", looked.append)
    for number in range(5):
        with DownloadTarget(tmp_path / str(number)) as sink:
            sink.start_body()
            sink.write(b"x")
    assert looked == [tmp_path]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["0", "1", "2", "3", "4"]
