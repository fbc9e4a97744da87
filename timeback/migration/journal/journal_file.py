"""The file of a journal: what is in it, and whether it can be relied on."""

from __future__ import annotations

import contextlib
import enum
import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final, NoReturn

from timeback._storage.atomic_write import storage_error
from timeback._storage.database import Database, database
from timeback.errors import ConfigurationError, StorageError

VERSION: Final = 1
APPLICATION: Final = 0x544D4A31  # "TMJ1": what makes a file a journal of this kind

SCHEMA: Final = (
    "CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    """CREATE TABLE objects (
    entity TEXT NOT NULL, id TEXT NOT NULL, state INTEGER NOT NULL, run INTEGER NOT NULL, outcome TEXT,
    target TEXT, hash BLOB, creating INTEGER NOT NULL, late INTEGER NOT NULL, chosen INTEGER NOT NULL, reason TEXT,
    PRIMARY KEY (entity, id)
) WITHOUT ROWID""",
    "CREATE INDEX by_target ON objects (entity, target) WHERE target IS NOT NULL",
    "CREATE INDEX by_state ON objects (state, entity) WHERE state IN (0, 1)",
    "CREATE INDEX late ON objects (entity) WHERE late",
    f"PRAGMA application_id = {APPLICATION}",
)
_NOUN: Final = "the journal"


class JournalError(StorageError, ConfigurationError):
    """A journal cannot be opened: it is damaged, or its disk does not let it be read or written.

    It is a ConfigurationError, too, as that is what opening a journal has always raised.
    """


def unusable(path: Path | None, error: OSError) -> JournalError:
    """The error of opening a journal, for what went wrong on the way."""
    told = error if isinstance(error, StorageError) else storage_error(path, "open the journal", error)
    name = path.name if path else "a temporary file"
    reason = str(told).removeprefix(f"{name}: ")
    return JournalError(
        f"{name} cannot be used as a journal: {reason}", path=told.path, action=told.action, errno=told.errno
    )


class JournalCheck:
    """Refuses a journal that is damaged, or that of something else, before anything is done to it.

    Every row is read twice, by SQLite's own check and for values that this version does not know. For a million objects
    both take about two seconds, once for each run; moving them takes hours. What SQLite's long check would find beyond
    that, an index that lacks a row, takes several times as long.
    """

    def __init__(
        self, path: Path | None, *, columns: Sequence[str], states: type[enum.IntEnum], outcomes: type[enum.StrEnum]
    ) -> None:
        """The arguments say what a row of an object may hold."""
        self._path = path
        self._name = path.name if path else "the journal"
        self._columns = columns
        words = ", ".join(f"'{outcome.value}'" for outcome in outcomes)
        self._find_odd = f"""
SELECT entity, id FROM objects WHERE typeof(entity) != 'text' OR typeof(id) != 'text' OR typeof(run) != 'integer'
OR typeof(state) != 'integer' OR state NOT BETWEEN {min(states):d} AND {max(states):d} OR outcome NOT IN ({words})
OR typeof(target) NOT IN ('text', 'null') OR typeof(reason) NOT IN ('text', 'null')
OR typeof(hash) NOT IN ('blob', 'null')
OR creating NOT IN (0, 1) OR late NOT IN (0, 1) OR chosen NOT IN (0, 1) LIMIT 1
"""  # noqa: S608 - the words are those of an enumeration

    def run(self, db: Database, ends: dict[str, str]) -> None:
        """Read all of it.

        Args:
            ends: what tells both ends of the migration from others.

        Raises:
            ConfigurationError: it is no journal, or one of another migration.
            JournalError: it is damaged.
        """
        if is_empty(db):
            return
        if db.execute("PRAGMA application_id").fetchone()[0] != APPLICATION:
            raise ConfigurationError(f"{self._name} is no journal of a migration: give another path")
        self._check_table(db, "facts", ("name", "value"))
        facts = dict(db.execute("SELECT name, value FROM facts").fetchall())
        if "version" not in facts:
            self._refuse("its facts lack the version")
        if facts["version"] != str(VERSION):
            raise ConfigurationError(
                f"{self._name} was written by another version of the migration (format {facts['version']}, this one "
                f"writes {VERSION}): finish it with that version, or give another path"
            )
        if self._path is not None:
            self._check_place(facts.get("path"), Path(os.path.realpath(self._path)))
        self._check_content(db, facts)
        for end, told in ends.items():
            if facts[end] != told:
                raise ConfigurationError(
                    f"{self._name} is the journal of another migration: its {end} is {facts[end]}, and this one's is "
                    f"{told}; give each migration a journal of its own"
                )

    def _check_content(self, db: Database, facts: dict[str, Any]) -> None:
        self._check_table(db, "objects", self._columns)
        if (found := db.execute("PRAGMA quick_check(1)").fetchone()) is None or found[0] != "ok":
            self._refuse("its tables are damaged")
        if self._is_cut_off(db.execute("PRAGMA page_size").fetchone()[0]):
            self._refuse("its last page is cut off")
        for name in ("source", "target", "salt"):
            if not isinstance(facts.get(name), str):
                self._refuse(f"its facts lack the {name}")
        if not str(facts.get("run", 1)).isdecimal():
            self._refuse("its run has no number")
        for name in ("finished", "keeps_ids"):
            if facts.get(name) not in (None, "yes", "no"):
                self._refuse(f"its fact {name} is neither yes nor no")
        if (found := db.execute(self._find_odd).fetchone()) is not None:
            self._refuse(f"its row of {found[0]} {found[1]} holds a state or another value that no version writes")

    def _check_place(self, told: str | None, real: Path) -> None:
        """Refuse a file that was moved without its log: SQLite finds the log by the name of the file."""
        last = _last(told)
        if last != real and not last.exists() and _is_in_use(_log(last)):
            raise ConfigurationError(
                f"{self._name} was moved from {last}, where {_log(last).name} holds what the last run wrote before it "
                f"was cut off: move that file to {real.parent}, too, as {_log(real).name}"
            )

    def _is_cut_off(self, page_size: int) -> bool:
        # SQLite takes the rest of the page for zeros. Only a log may hold the page in full.
        if self._path is None or _log(real := Path(os.path.realpath(self._path))).exists():
            return False
        return real.stat().st_size % page_size != 0

    def _check_table(self, db: Database, table: str, columns: Sequence[str]) -> None:
        there = {row[1] for row in db.execute(f"PRAGMA table_info({table})").fetchall()}
        if missing := [column for column in columns if column not in there]:
            self._refuse(f"its table {table} lacks {', '.join(missing)}" if there else f"it lacks the table {table}")

    def _refuse(self, what: str) -> NoReturn:
        raise JournalError(
            f"{self._name} cannot be used as a journal: the content is damaged ({what}); restore a copy of the file, "
            "or give another path",
            path=self._path,
            action=f"read {_NOUN}",
        )


def is_empty(db: Database) -> bool:
    """Whether nothing is in a database yet."""
    return not (
        db.execute("PRAGMA application_id").fetchone()[0]
        or db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    )


def opened_unchanged(real: Path) -> Database:
    """A journal to look at. Nothing is written to it, and no companion file is made.

    Whoever is to rely on what is read holds the lock of the journal.
    """
    if real.with_name(f"{real.name}-journal").exists():
        # A transaction was cut off before the file had its log; only a connection that writes can take it back.
        return database(real, _NOUN)
    # Without a log the file is all there is. Opened as usual, SQLite would make a log and leave it there.
    return database(real, _NOUN, read_only=True, immutable=not _log(real).exists())


def name_in_use(real: Path) -> Path:
    """The name under which a file that has several, hard links, was opened last, if its log is still there.

    SQLite finds the log by the name of the file. Under another name it would miss what a run that was killed has
    written, or one that is running.
    """
    if real.stat().st_nlink < 2:
        return real
    with contextlib.suppress(OSError, ValueError), contextlib.closing(opened_unchanged(real)) as db:
        found = db.execute("SELECT value FROM facts WHERE name = 'path'").fetchone()
        last = _last(found[0] if found else None)
        if _is_in_use(_log(last)) and last.samefile(real):
            return last
    return real


def copy_journal(real: Path, into: Database) -> None:
    """Copy a journal that another process may be working on."""
    for _ in range(10):
        before, alone = real.stat(), not _log(real).exists()
        with contextlib.closing(opened_unchanged(real)) as kept:
            kept.backup(into)
        after = real.stat()
        unchanged = (before.st_mtime_ns, before.st_size) == (after.st_mtime_ns, after.st_size)
        if not alone or (unchanged and not _log(real).exists()):
            return
    raise BlockingIOError("the file changes all the time")


def _log(real: Path) -> Path:
    return real.with_name(f"{real.name}-wal")


def _is_in_use(log: Path) -> bool:
    return log.exists() and log.stat().st_size > 0


def _last(told: str | None) -> Path:
    """The path that a journal tells, of when it was opened last."""
    try:
        return Path(json.loads(told or '""'))
    except (ValueError, TypeError):
        return Path()
