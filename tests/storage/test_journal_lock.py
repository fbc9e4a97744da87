"""A journal is open once, whichever path leads to it."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.migration.test_over_http import environment
from timeback.errors import ConfigurationError, StorageError
from timeback.migration.journal.journal import Journal
from timeback.migration.journal.records import JournalEntry, TransferState

from .kit import killed, snapshot

HOLD = """
import sys
from timeback.migration.journal.journal import Journal
with Journal(sys.argv[1], source="a", target="b"):
    print("held", flush=True)
    sys.stdin.read()
"""


def opened(path: str | Path, **options: bool) -> Journal:
    return Journal(path, source="a", target="b", **options)


@contextmanager
def held_by_another(path: Path) -> Iterator[subprocess.Popen[str]]:
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=environment(),
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


@contextmanager
def held_here(path: Path) -> Iterator[None]:
    with opened(path):
        yield


def symbolic(path: Path, folder: Path) -> Path:
    other = folder / "link.db"
    other.symlink_to(path)
    return other


def through_a_folder(path: Path, folder: Path) -> Path:
    folder.joinpath("linked").symlink_to(path.parent, target_is_directory=True)
    return folder / "linked" / path.name


def hard(path: Path, folder: Path) -> Path:
    other = folder / "hard.db"
    os.link(path, other)
    return other


def beside(path: Path, folder: Path) -> Path:
    return hard(path, path.parent)


def relative(path: Path, folder: Path) -> Path:
    return Path(os.path.relpath(path, folder))


NAMES = [symbolic, through_a_folder, hard, beside, relative]


@pytest.mark.parametrize("hold", [held_here, pytest.param(held_by_another, marks=pytest.mark.slow)])
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("before", [True, False], ids=["named before", "named while it is open"])
def test_another_name_of_the_file_is_locked_too(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    name: Callable[[Path, Path], Path],
    hold: Callable[[Path], Iterator[None]],
    before: bool,
) -> None:
    path, folder = tmp_path / "here" / "move.db", tmp_path / "there"
    path.parent.mkdir()
    folder.mkdir()
    monkeypatch.chdir(folder)
    other = None
    if before:
        opened(path).close()
        other = name(path, folder)
    with hold(path):  # type: ignore[attr-defined]
        other = other or name(path, folder)
        for _ in range(2):
            with pytest.raises(ConfigurationError, match="held by") as caught:
                opened(other)
            assert not isinstance(caught.value, StorageError)
        # A comparison works on a copy.
        opened(other, use_copy=True).close()
        with pytest.raises(ConfigurationError, match="held by"):
            opened(path)
    opened(other).close()
    opened(path).close()
    assert {one.name for one in (*path.parent.iterdir(), *folder.iterdir())} <= {
        "move.db",
        "hard.db",
        "link.db",
        "linked",
    }


def test_the_first_run_keeps_its_locks_when_a_second_one_was_refused(tmp_path: Path) -> None:
    path, other = tmp_path / "move.db", tmp_path / "hard.db"
    with opened(path) as journal:
        os.link(path, other)
        for name in (path, other):
            with pytest.raises(ConfigurationError, match="held by"):
                opened(name)
        told = subprocess.run(
            [sys.executable, "-c", HOLD, str(other)],
            input="",
            capture_output=True,
            text=True,
            env=environment(),
            check=False,
        )
        assert told.returncode == 1
        assert "is held by another process" in told.stderr
        journal.put(JournalEntry(entity="users", sourced_id="u1", state=TransferState.DONE))
    with opened(path) as journal:
        assert journal.get("users", "u1") is not None


def test_a_link_to_no_file_is_refused(tmp_path: Path) -> None:
    link = tmp_path / "move.db"
    link.symlink_to(tmp_path / "gone.db")
    before = snapshot(tmp_path)
    for use_copy in (False, True):
        with pytest.raises(ConfigurationError, match="symbolic link to a file that does not exist"):
            opened(link, use_copy=use_copy)
    assert snapshot(tmp_path) == before


def test_a_folder_that_is_missing_is_told(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="folder does not exist") as caught:
        opened(tmp_path / "nowhere" / "move.db")
    assert not isinstance(caught.value, StorageError)


KILLED = """
    import asyncio, sys
    from timeback.migration.journal.journal import Journal
    from timeback.migration.journal.records import JournalEntry, TransferState
    journal = Journal(sys.argv[1], source="a", target="b")
    journal.put(JournalEntry(entity="users", sourced_id="u1", state=TransferState.SENT))
    asyncio.run(journal.flush())
"""


@pytest.mark.parametrize("name", [hard, beside])
def test_what_a_killed_run_wrote_is_not_lost_by_another_name(
    tmp_path: Path, name: Callable[[Path, Path], Path]
) -> None:
    path, folder = tmp_path / "here" / "move.db", tmp_path / "there"
    path.parent.mkdir()
    folder.mkdir()
    killed(KILLED, str(path))
    other = name(path, folder)
    for each in (other, path):
        for use_copy in (True, False):
            with opened(each, use_copy=use_copy) as journal:
                assert journal.get("users", "u1") is not None


def test_a_copy_by_another_name_has_what_a_running_run_wrote(tmp_path: Path) -> None:
    path, other = tmp_path / "move.db", tmp_path / "hard.db"
    with opened(path) as journal:
        os.link(path, other)
        journal.put(JournalEntry(entity="users", sourced_id="u1", state=TransferState.DONE))
        asyncio.run(journal.flush())
        with opened(other, use_copy=True) as copy:
            assert copy.get("users", "u1") is not None


def test_a_journal_that_was_moved_without_its_log_is_refused(tmp_path: Path) -> None:
    path, other = tmp_path / "move.db", tmp_path / "moved.db"
    killed(KILLED, str(path))
    path.rename(other)
    with pytest.raises(ConfigurationError, match=r"move\.db-wal"):
        opened(other)
    (tmp_path / "move.db-wal").rename(tmp_path / "moved.db-wal")
    for rest in ("move.db-shm", "move.db.lock"):
        (tmp_path / rest).unlink()
    with opened(other) as journal:
        assert journal.get("users", "u1") is not None
    assert [one.name for one in tmp_path.iterdir()] == ["moved.db"]


def test_a_journal_that_was_moved_goes_on(tmp_path: Path) -> None:
    path, other = tmp_path / "move.db", tmp_path / "moved.db"
    opened(path).close()
    path.rename(other)
    for _ in range(2):
        opened(other).close()


def text(path: Path) -> None:
    path.write_text("[[package]]\n")


def number_of_something(path: Path) -> None:
    path.write_text("12 months\n")


def linked(path: Path) -> None:
    victim = path.with_name("victim")
    victim.write_text("7\n")
    path.symlink_to(victim)


def linked_to_nothing(path: Path) -> None:
    path.symlink_to(path.with_name("gone"))


@pytest.mark.skipif(sys.platform == "win32", reason="needs pipes and links")
@pytest.mark.parametrize("make", [text, number_of_something, linked, linked_to_nothing, os.mkfifo, Path.mkdir])
@pytest.mark.parametrize("there", [True, False], ids=["a journal", "no journal yet"])
def test_a_file_of_others_in_place_of_the_lock_stays_as_it_is(
    tmp_path: Path, make: Callable[[Path], None], there: bool
) -> None:
    if there:
        opened(tmp_path / "poetry").close()
    make(tmp_path / "poetry.lock")
    before = snapshot(tmp_path)
    with pytest.raises(ConfigurationError, match=r"poetry\.lock") as caught:
        opened(tmp_path / "poetry")
    assert not isinstance(caught.value, StorageError)
    assert snapshot(tmp_path) == before


@pytest.mark.parametrize("content", ["", "7\n", "4194304\n"])
def test_the_lock_of_a_run_that_was_killed_is_taken(tmp_path: Path, content: str) -> None:
    lock = tmp_path / "move.db.lock"
    lock.write_text(content)
    with opened(tmp_path / "move.db"):
        assert lock.read_text() == f"{os.getpid()}\n"
    assert not lock.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="a file that is open cannot be replaced there")
def test_a_file_that_replaced_the_lock_is_not_removed(tmp_path: Path) -> None:
    lock = tmp_path / "move.db.lock"
    with opened(tmp_path / "move.db"):
        lock.unlink()
        lock.write_text("keep me")
    assert lock.read_text() == "keep me"
