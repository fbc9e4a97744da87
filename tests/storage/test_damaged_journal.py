"""A journal that is damaged is refused when it is opened, and left as it is."""

from __future__ import annotations

import asyncio
import errno
import sqlite3
from pathlib import Path

import pytest
from click.testing import CliRunner

from timeback.cli.app import timeback
from timeback.errors import ConfigurationError, StorageError
from timeback.migration.journal.journal import Journal
from timeback.migration.journal.records import JournalEntry, TransferState

from .kit import snapshot


def opened(path: Path, **options: bool) -> Journal:
    return Journal(path, source="a", target="b", **options)


def made(path: Path, rows: int = 300) -> Path:
    with opened(path) as journal:
        for number in range(rows):
            journal.put(
                JournalEntry(entity="users", sourced_id=f"u{number:05}", state=TransferState.DONE, reason="x" * 100)
            )
    return path


STATEMENTS = {
    "no table of objects": ("DROP TABLE objects", "objects"),
    "no table of facts": ("DROP TABLE facts", "facts"),
    "a column is gone": ("ALTER TABLE objects DROP COLUMN reason", "reason"),
    "a column has another name": ("ALTER TABLE facts RENAME COLUMN value TO other", "value"),
    "an unknown state": ("UPDATE objects SET state = 9 WHERE id = 'u00150'", "u00150"),
    "a negative state": ("UPDATE objects SET state = -1 WHERE id = 'u00150'", "u00150"),
    "a state in words": ("UPDATE objects SET state = 'done' WHERE id = 'u00150'", "u00150"),
    "an unknown outcome": ("UPDATE objects SET outcome = 'eaten' WHERE id = 'u00150'", "u00150"),
    "a run in words": ("UPDATE objects SET run = 'first' WHERE id = 'u00150'", "u00150"),
    "a hash in words": ("UPDATE objects SET hash = 'x' WHERE id = 'u00150'", "u00150"),
    "a target that is a number of bytes": ("UPDATE objects SET target = x'00' WHERE id = 'u00150'", "u00150"),
    "a flag that is none": ("UPDATE objects SET late = 2 WHERE id = 'u00150'", "u00150"),
    "no version": ("DELETE FROM facts WHERE name = 'version'", "version"),
    "no source": ("DELETE FROM facts WHERE name = 'source'", "source"),
    "no salt": ("DELETE FROM facts WHERE name = 'salt'", "salt"),
    "no facts": ("DELETE FROM facts", "version"),
    "a run that is no number": ("UPDATE facts SET value = 'x' WHERE name = 'run'", "run"),
    "an end that is no word": ("UPDATE facts SET value = 'maybe' WHERE name = 'finished'", "finished"),
}


@pytest.mark.parametrize("name", STATEMENTS)
def test_content_that_no_version_writes_is_refused(tmp_path: Path, name: str) -> None:
    path = made(tmp_path / "move.db")
    statement, named = STATEMENTS[name]
    with sqlite3.connect(path) as db:
        db.execute(statement)
    db.close()
    before = snapshot(tmp_path)
    for use_copy in (False, True):
        with pytest.raises(ConfigurationError, match="damaged") as caught:
            opened(path, use_copy=use_copy)
        assert isinstance(caught.value, StorageError)
        assert named in str(caught.value)
        assert caught.value.path == str(path)
        assert "journal" in caught.value.action
        assert snapshot(tmp_path) == before


@pytest.mark.parametrize("page", [2, 4, 6, 9])
def test_pages_that_are_damaged_are_found(tmp_path: Path, page: int) -> None:
    path = made(tmp_path / "move.db")
    content = bytearray(path.read_bytes())
    assert len(content) > 9 * 4096
    content[page * 4096 : page * 4096 + 2048] = b"\xa5" * 2048
    path.write_bytes(content)
    before = snapshot(tmp_path)
    with pytest.raises(StorageError, match="damaged"):
        opened(path)
    assert snapshot(tmp_path) == before


def test_a_file_that_was_cut_off_is_found(tmp_path: Path) -> None:
    path = made(tmp_path / "move.db")
    content = path.read_bytes()
    for size in (4096, 4096 * 4, len(content) - 4096, len(content) - 100):
        path.write_bytes(content[:size])
        with pytest.raises(StorageError, match="damaged"):
            opened(path)
        assert [one.name for one in tmp_path.iterdir()] == ["move.db"]
    path.write_bytes(content)
    opened(path).close()


def test_the_command_says_so_in_a_line(tmp_path: Path) -> None:
    path = made(tmp_path / "move.db")
    with sqlite3.connect(path) as db:
        db.execute("DROP TABLE objects")
    db.close()
    settings = {"TIMEBACK_CONFIG": str(tmp_path / "none.toml")}
    for place in ("STAGING", "PRODUCTION"):
        settings |= {
            f"TIMEBACK_{place}_CLIENT_ID": "id",
            f"TIMEBACK_{place}_CLIENT_SECRET": "secret",
            f"TIMEBACK_{place}_API_URL": f"http://127.0.0.1:{1 if place == 'STAGING' else 2}",
        }
    for command in (("migrate", "--yes"), ("verify",)):
        arguments = [command[0], "staging", "production", "--journal", str(path), *command[1:]]
        done = CliRunner().invoke(timeback, arguments, env=settings, prog_name="timeback")
        assert done.exit_code == 1, done.output
        assert done.stderr.startswith("timeback: move.db cannot be used as a journal")
        assert done.stderr.count("\n") == 1


def test_after_a_write_that_failed_nothing_is_taken_for_kept(tmp_path: Path) -> None:
    path = tmp_path / "move.db"

    async def fill(journal: Journal) -> set[str]:
        kept: set[str] = set()
        journal._open_db.execute("PRAGMA max_page_count = 20")
        pending = set()
        with pytest.raises(StorageError) as caught:
            for number in range(1000):
                key = f"u{number:04}"
                pending.add(key)
                journal.put(JournalEntry(entity="users", sourced_id=key, state=TransferState.SENT, reason="x" * 500))
                if number % 7 == 0:
                    await journal.flush()
                    kept |= pending
        assert (caught.value.path, caught.value.errno) == (str(path), errno.ENOSPC)
        assert caught.value.action == "write the journal"
        assert not isinstance(caught.value, ConfigurationError)
        # SQLite has room for these again, since it took back what was not committed. They would hide that.
        for again in (
            lambda: journal.put(JournalEntry(entity="users", sourced_id="z", state=TransferState.DONE)),
            lambda: journal.set_metadata("finished", "yes"),
            journal.finish,
        ):
            with pytest.raises(StorageError):
                again()
        with pytest.raises(StorageError):
            await journal.flush()
        return kept

    with opened(path) as journal:
        kept = asyncio.run(fill(journal))
    assert kept
    with opened(path) as journal:
        there = {row.sourced_id for row in journal.entries("users")}
        assert kept <= there
        assert "z" not in there
    assert [one.name for one in tmp_path.iterdir()] == ["move.db"]


def test_closing_always_closes(tmp_path: Path) -> None:
    path = tmp_path / "move.db"
    journal = opened(path)
    journal.put(JournalEntry(entity="users", sourced_id="u1", state=TransferState.DONE))

    def refuse(*_: object) -> int:
        return 1

    # A commit fails now, as on a full disk.
    journal._open_db.execute("PRAGMA busy_timeout = 0")
    journal._open_db.set_authorizer(refuse)
    with pytest.raises(StorageError) as caught:
        journal.close()
    assert caught.value.action == "write the journal"
    journal.close()
    with opened(path) as journal:
        assert journal.get("users", "u1") is None
    assert [one.name for one in tmp_path.iterdir()] == ["move.db"]


def test_an_interrupt_is_not_hidden_by_a_full_disk(tmp_path: Path) -> None:
    journal = opened(tmp_path / "move.db")
    with pytest.raises(KeyboardInterrupt) as caught, journal:
        journal.put(JournalEntry(entity="users", sourced_id="u1", state=TransferState.DONE))
        journal._open_db.set_authorizer(lambda *_: 1)
        raise KeyboardInterrupt
    assert "could not write the journal" in caught.value.__notes__[0]
    opened(tmp_path / "move.db").close()
