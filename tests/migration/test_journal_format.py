"""Journals of earlier formats are read and upgraded, and a row has one id if the target keeps ids."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from timeback._storage.database import Database
from timeback.errors import ConfigurationError, StorageError
from timeback.migration.journal import journal_file
from timeback.migration.journal.creations import Creation, CreationState
from timeback.migration.journal.journal import Journal
from timeback.migration.journal.records import JournalEntry, TransferOutcome, TransferState

# As the release 1.0 wrote it.
FORMAT_1 = """
PRAGMA journal_mode = WAL;
CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE objects (
    entity TEXT NOT NULL, id TEXT NOT NULL, state INTEGER NOT NULL, run INTEGER NOT NULL, outcome TEXT,
    target TEXT, hash BLOB, creating INTEGER NOT NULL, late INTEGER NOT NULL, chosen INTEGER NOT NULL, reason TEXT,
    PRIMARY KEY (entity, id)
) WITHOUT ROWID;
CREATE INDEX by_target ON objects (entity, target) WHERE target IS NOT NULL;
CREATE INDEX by_state ON objects (state, entity) WHERE state IN (0, 1);
CREATE INDEX late ON objects (entity) WHERE late;
PRAGMA application_id = 1414351409;
CREATE TABLE left_out (
    entity TEXT NOT NULL, id TEXT NOT NULL, path TEXT NOT NULL, collection TEXT NOT NULL, named TEXT NOT NULL,
    reason TEXT NOT NULL, run INTEGER NOT NULL, PRIMARY KEY (entity, id, path)
) WITHOUT ROWID;
CREATE TABLE created (
    entity TEXT NOT NULL, id TEXT NOT NULL, target TEXT NOT NULL, state INTEGER NOT NULL, written REAL,
    PRIMARY KEY (entity, id)
) WITHOUT ROWID;
CREATE INDEX created_and_deleted ON created (entity, target) WHERE state > 0;
INSERT INTO facts VALUES ('version', '1'), ('source', 'a'), ('target', 'b'), ('salt', '00'), ('run', '3'),
    ('finished', 'no'), ('keeps_ids', 'yes');
INSERT INTO objects VALUES
    ('users', 'u1', 2, 3, 'created', 'u1', x'0102', 1, 0, 0, NULL),
    ('users', 'u2', 2, 3, 'created', 't2', NULL, 1, 1, 1, NULL),
    ('users', 'u3', 1, 3, NULL, NULL, NULL, 1, 0, 0, 'no reply'),
    ('users', 'u4', 6, 3, NULL, 'u4', NULL, 0, 0, 0, NULL);
INSERT INTO created VALUES
    ('users', 'u1', 'u1', 2, 17.5), ('users', 'u2', 't2', 0, 17.5), ('users', 'u5', 't5', 1, NULL);
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "move.db"
    with closing(sqlite3.connect(path)) as db:
        db.executescript(FORMAT_1)
    return path


def opened(path: Path, **options: bool) -> Journal:
    return Journal(path, source="a", target="b", **options)


def check(journal: Journal) -> None:
    assert (journal.run_number, journal.resumed, journal.target_keeps_ids) == (3, True, True)
    assert journal.get("users", "u1") == JournalEntry(
        entity="users",
        sourced_id="u1",
        state=TransferState.DONE,
        run=3,
        outcome=TransferOutcome.CREATED,
        target_id="u1",
        digest=b"\x01\x02",
        is_creation=True,
    )
    entries = {one.sourced_id: (one.state, one.target_id, one.reason) for one in journal.entries()}
    assert entries == {
        "u1": (TransferState.DONE, "u1", None),
        "u2": (TransferState.DONE, "t2", None),
        "u3": (TransferState.SENT, None, "no reply"),
        "u4": (TransferState.EXTERNAL, "u4", None),
    }
    ids = {one: journal.source_id_of("users", one) for one in ("u1", "t2", "u2", "u3", "u4")}
    assert ids == {"u1": "u1", "t2": "u2", "u2": None, "u3": None, "u4": None}
    assert [one.sourced_id for one in journal.with_new_target_ids("users")] == ["u2"]
    deleted = {one: journal.creations.was_deleted("users", one) for one in ("u1", "u2", "t2", "t5", "u5")}
    assert deleted == {"u1": True, "u2": False, "t2": False, "t5": True, "u5": False}
    assert list(journal.creations.on_target("users")) == [
        Creation(entity="users", sourced_id="u2", target_id="t2", written=17.5),
        Creation(entity="users", sourced_id="u5", target_id="t5", state=CreationState.DELETING),
    ]
    assert [one.target_id for one in journal.creations.deleted("users")] == ["u1"]


def test_a_journal_of_format_1_is_upgraded(path: Path) -> None:
    for _ in range(2):
        with opened(path) as journal:
            check(journal)
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("SELECT value FROM facts WHERE name = 'version'").fetchone() == ("2",)
        assert db.execute("SELECT id, target FROM objects ORDER BY 1").fetchall() == [
            ("u1", b""),
            ("u2", "t2"),
            ("u3", None),
            ("u4", b""),
        ]
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_comparison_leaves_a_journal_of_format_1_as_it_is(path: Path) -> None:
    before = path.read_bytes()
    with opened(path, use_copy=True) as journal:
        check(journal)
    assert path.read_bytes() == before


def test_an_upgrade_that_fails_changes_nothing(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def upgrade(db: Database) -> None:
        monkeypatch.setattr(db, "commit", db.rollback)
        original(db)
        raise StorageError("no space left on the disk", path=path, action="write the journal", errno=28)

    original = journal_file.upgrade
    monkeypatch.setattr("timeback.migration.journal.journal.upgrade", upgrade)
    with pytest.raises(ConfigurationError, match="no space left"):
        opened(path)
    monkeypatch.undo()
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("SELECT value FROM facts WHERE name = 'version'").fetchone() == ("1",)
        assert db.execute("SELECT count(*) FROM objects WHERE target = id").fetchone() == (2,)
    with opened(path) as journal:
        check(journal)


def test_ids_that_the_target_keeps_are_stored_once(tmp_path: Path) -> None:
    """Of 10,000 users with ids of 36 characters."""
    path = tmp_path / "move.db"
    with opened(path) as journal:
        for number in range(10_000):
            sourced_id = f"{number:036}"
            journal.put(
                JournalEntry(
                    entity="users",
                    sourced_id=sourced_id,
                    state=TransferState.DONE,
                    run=1,
                    outcome=TransferOutcome.CREATED,
                    target_id=sourced_id,
                    digest=bytes(16),
                    is_creation=True,
                )
            )
    assert path.stat().st_size / 10_000 < 165
