"""File permissions and disk errors of the database file."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.file_size_limit import no_file_beyond
from timeback.errors import StorageError, TimeBackError
from timeback.sandbox import Sandbox

from .conftest import org

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no modes of this kind")


@contextlib.contextmanager
def umask(mask: int) -> Iterator[None]:
    before = os.umask(mask)
    try:
        yield
    finally:
        os.umask(before)


def modes(folder: Path) -> dict[str, str]:
    return {file.name: oct(file.stat().st_mode & 0o777) for file in sorted(folder.iterdir())}


@pytest.mark.parametrize("mask", [0o000, 0o022, 0o077])
def test_it_is_made_for_its_owner_alone(tmp_path: Path, mask: int) -> None:
    with umask(mask), Sandbox(db=tmp_path / "box.db") as box:
        box.store.load("orgs", [org("o1")])
        assert modes(tmp_path) == {"box.db": "0o600", "box.db-shm": "0o600", "box.db-wal": "0o600"}
    assert modes(tmp_path) == {"box.db": "0o600"}


@pytest.mark.parametrize("mode", [0o644, 0o666, 0o640])
@pytest.mark.parametrize("link", [False, True])
def test_one_of_an_earlier_sandbox_becomes_private(tmp_path: Path, mode: int, link: bool) -> None:
    folder = tmp_path / "kept"
    folder.mkdir()
    file = folder / "box.db"
    with Sandbox(db=file) as box:
        box.store.load("orgs", [org("o1")])
        # As after a crash: the contents of the WAL are not in the file yet.
        copies = {name: (folder / name).read_bytes() for name in ("box.db", "box.db-wal", "box.db-shm")}
    for name, content in copies.items():
        (folder / name).write_bytes(content)
        (folder / name).chmod(mode)
    path = file
    if link:
        path = tmp_path / "link.db"
        path.symlink_to(file)
    with Sandbox(db=path) as box:
        assert box.store.counts() == {"orgs": 1}
        assert modes(folder) == {"box.db": "0o600", "box.db-shm": "0o600", "box.db-wal": "0o600"}
    assert modes(folder) == {"box.db": "0o600"}


def test_an_empty_file_becomes_private(tmp_path: Path) -> None:
    (tmp_path / "box.db").touch(0o666)
    with Sandbox(db=tmp_path / "box.db"):
        assert set(modes(tmp_path).values()) == {"0o600"}


def test_the_mode_of_a_foreign_file_is_kept(tmp_path: Path) -> None:
    file = tmp_path / "other.db"
    with contextlib.closing(sqlite3.connect(file)) as other:
        other.execute("CREATE TABLE notes (text)")
        other.commit()
    (tmp_path / "notes.txt").write_text("no database " * 100)
    for path in (file, tmp_path / "notes.txt"):
        path.chmod(0o644)
        with contextlib.suppress(sqlite3.Error, TimeBackError), Sandbox(db=path):
            pass
        assert path.stat().st_mode & 0o777 == 0o644


def test_a_file_that_cannot_be_created_is_named(tmp_path: Path) -> None:
    with pytest.raises(TimeBackError, match=r"box\.db"):
        Sandbox(db=tmp_path / "missing" / "box.db").start()


@pytest.mark.parametrize("size", [0, 5_000, 40_000, 150_000])
def test_a_full_disk_error_names_the_file(tmp_path: Path, size: int) -> None:
    box = Sandbox(db=tmp_path / "box.db", users=200)
    with no_file_beyond(size), pytest.raises(StorageError, match=r"box\.db") as caught:
        box.start()
    assert caught.value.path == str(tmp_path / "box.db")
    # After the limit is removed it starts again. Nothing of the first attempt is left.
    with box:
        assert box.store.counts()["users"] >= 200


def test_a_full_disk_is_not_a_usage_error_of_the_command(tmp_path: Path) -> None:
    from click.testing import CliRunner

    from timeback.cli.app import timeback

    with no_file_beyond(5_000):
        done = CliRunner().invoke(timeback, ["sandbox", "--port", "0", "--db", str(tmp_path / "box.db")])
    assert done.exit_code == 1, done.output
    assert "box.db: could not write" in done.output
    assert "disk space" in done.output


def test_a_failed_chmod_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "box.db"
    with Sandbox(db=file):
        pass

    def refuse(path: str, mode: int) -> None:
        raise PermissionError(1, "Operation not permitted", path)

    monkeypatch.setattr(os, "chmod", refuse)
    with pytest.raises(StorageError, match=r"box\.db") as caught:
        Sandbox(db=file).start()
    assert "0600" in caught.value.action
