"""The file format of a migration journal: its tables, its validation before use, and copies of it."""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final, NoReturn

from timeback._storage.database import Database, database
from timeback._storage.errors import storage_error
from timeback.errors import ConfigurationError, InvalidRequestError, StorageError
from timeback.migration.journal.records import COLUMNS, TransferOutcome, TransferState
from timeback.migration.journal.source_names import how_to_continue

FORMAT_VERSION: Final = 2
"""Format 1 stored the id on the target also where it is the one on the source; ``upgrade`` changes that."""
APPLICATION_ID: Final = 0x544D4A31  # "TMJ1" in SQLite's header identifies a migration journal.

_TARGET_INDEX: Final = "CREATE INDEX by_target ON objects (entity, target) WHERE target IS NOT NULL AND target != x''"
SCHEMA: Final = (
    "CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    """CREATE TABLE objects (
    entity TEXT NOT NULL, id TEXT NOT NULL, state INTEGER NOT NULL, run INTEGER NOT NULL, outcome TEXT,
    target TEXT, hash BLOB, creating INTEGER NOT NULL, late INTEGER NOT NULL, chosen INTEGER NOT NULL, reason TEXT,
    PRIMARY KEY (entity, id)
) WITHOUT ROWID""",
    _TARGET_INDEX,
    "CREATE INDEX by_state ON objects (state, entity) WHERE state IN (0, 1)",
    "CREATE INDEX late ON objects (entity) WHERE late",
    f"PRAGMA application_id = {APPLICATION_ID}",
)
# Journals of older releases lack this table.
LEFT_OUT_SCHEMA: Final = """CREATE TABLE IF NOT EXISTS left_out (
    entity TEXT NOT NULL, id TEXT NOT NULL, path TEXT NOT NULL, collection TEXT NOT NULL, named TEXT NOT NULL,
    reason TEXT NOT NULL, run INTEGER NOT NULL, PRIMARY KEY (entity, id, path)
) WITHOUT ROWID"""

_READABLE_VERSIONS: Final = ("1", str(FORMAT_VERSION))
_NOUN: Final = "the journal"
_OUTCOMES: Final = ", ".join(f"'{outcome.value}'" for outcome in TransferOutcome)
_FIND_INVALID_ROW: Final = f"""
SELECT entity, id FROM objects WHERE typeof(entity) != 'text' OR typeof(id) != 'text' OR typeof(run) != 'integer'
OR typeof(state) != 'integer' OR state NOT BETWEEN {min(TransferState):d} AND {max(TransferState):d}
OR outcome NOT IN ({_OUTCOMES})
OR (typeof(target) NOT IN ('text', 'null') AND target IS NOT x'') OR typeof(reason) NOT IN ('text', 'null')
OR typeof(hash) NOT IN ('blob', 'null')
OR creating NOT IN (0, 1) OR late NOT IN (0, 1) OR chosen NOT IN (0, 1) LIMIT 1
"""  # noqa: S608 - only values of enumerations are inserted


class JournalError(StorageError, ConfigurationError):
    """A journal cannot be opened: it is damaged, or the disk fails to read or write it.

    It is also a ConfigurationError, because that is what opening a journal raised in earlier releases.
    """


def open_error(path: Path | None, error: OSError) -> JournalError:
    """The error to raise for an operating system error while a journal is opened."""
    failure = error if isinstance(error, StorageError) else storage_error(path, "open the journal", error)
    name = path.name if path else "a temporary file"
    reason = str(failure).removeprefix(f"{name}: ")
    return JournalError(
        f"{name} cannot be used as a journal: {reason}",
        path=failure.path,
        action=failure.action,
        errno=failure.errno,
    )


class JournalValidator:
    """Rejects a journal that is damaged or belongs to something else, before it is changed.

    Every row is read twice: by SQLite's quick_check, and to find values that this version does not write. For a million
    objects both take about two seconds, once per run; moving the objects takes hours. SQLite's full integrity_check
    would also find an index that lacks a row, but takes several times as long.
    """

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._name = path.name if path else "the journal"

    def validate(self, db: Database, endpoints: dict[str, str]) -> None:
        """Read the whole journal.

        Args:
            endpoints: the names that identify source and target.

        Raises:
            ConfigurationError: the database is not a journal, or belongs to another migration.
            JournalError: the journal is damaged.
        """
        if is_empty(db):
            return
        if db.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
            raise ConfigurationError(f"{self._name} is not a migration journal; use another path")
        self._check_table(db, "facts", ("name", "value"))
        metadata = dict(db.execute("SELECT name, value FROM facts").fetchall())
        if "version" not in metadata:
            self._raise_damaged("the table facts lacks the version")
        if metadata["version"] not in _READABLE_VERSIONS:
            raise ConfigurationError(
                f"{self._name} was written by another version of the migration (format {metadata['version']}, this "
                f"version writes {FORMAT_VERSION}); complete the migration with that version, or use another path"
            )
        if self._path is not None:
            self._check_location(metadata.get("path"), Path(os.path.realpath(self._path)))
        self._check_content(db, metadata)
        for endpoint, name in endpoints.items():
            if metadata[endpoint] != name:
                hint = how_to_continue(metadata[endpoint], name) if endpoint == "source" else ""
                raise ConfigurationError(
                    f"{self._name} is the journal of another migration: its {endpoint} is {metadata[endpoint]}, not "
                    f"{name}; {hint}{'otherwise ' if hint else ''}use a separate journal for each migration"
                )

    def _check_content(self, db: Database, metadata: dict[str, Any]) -> None:
        self._check_table(db, "objects", COLUMNS)
        if (result := db.execute("PRAGMA quick_check(1)").fetchone()) is None or result[0] != "ok":
            self._raise_damaged("SQLite reports damaged tables")
        if self._is_truncated(db.execute("PRAGMA page_size").fetchone()[0]):
            self._raise_damaged("the last page is truncated")
        for name in ("source", "target", "salt"):
            if not isinstance(metadata.get(name), str):
                self._raise_damaged(f"the table facts lacks the {name}")
        if not str(metadata.get("run", 1)).isdecimal():
            self._raise_damaged("the run number is not a number")
        for name in ("finished", "keeps_ids"):
            if metadata.get(name) not in (None, "yes", "no"):
                self._raise_damaged(f"{name} in the table facts is neither yes nor no")
        if (row := db.execute(_FIND_INVALID_ROW).fetchone()) is not None:
            self._raise_damaged(f"the row of {row[0]} {row[1]} has a value that no version writes")

    def _check_location(self, stored: str | None, real: Path) -> None:
        """Reject a file that was moved without its log. SQLite finds the log by the name of the file."""
        previous = _stored_path(stored)
        if previous != real and not previous.exists() and _has_content(_log(previous)):
            raise ConfigurationError(
                f"{self._name} was moved from {previous}, and {_log(previous).name}, which holds the last changes of "
                f"the interrupted run, was not; move that file to {real.parent} as {_log(real).name}"
            )

    def _is_truncated(self, page_size: int) -> bool:
        # SQLite reads the missing rest of a page as zeros. Only a log may hold the whole page.
        if self._path is None or _log(real := Path(os.path.realpath(self._path))).exists():
            return False
        return real.stat().st_size % page_size != 0

    def _check_table(self, db: Database, table: str, columns: Iterable[str]) -> None:
        existing = {row[1] for row in db.execute(f"PRAGMA table_info({table})").fetchall()}
        if missing := [column for column in columns if column not in existing]:
            columns_text = f"columns of the table {table} are missing: {', '.join(missing)}"
            self._raise_damaged(columns_text if existing else f"the table {table} is missing")

    def _raise_damaged(self, what: str) -> NoReturn:
        raise JournalError(
            f"{self._name} cannot be used as a journal: the content is damaged ({what}); restore a copy of the file, "
            "or use another path",
            path=self._path,
            action=f"read {_NOUN}",
        )


def is_empty(db: Database) -> bool:
    """Whether a database has no content yet."""
    return not (
        db.execute("PRAGMA application_id").fetchone()[0]
        or db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    )


def upgrade(db: Database) -> None:
    """Change a validated journal of format 1 to the current format, in one transaction. The log must be in use."""
    db.execute("BEGIN")
    db.execute("DROP INDEX IF EXISTS by_target")
    db.execute("UPDATE objects SET target = x'' WHERE target = id")
    db.execute(_TARGET_INDEX)
    if db.execute("SELECT 1 FROM sqlite_master WHERE name = 'created'").fetchone() is not None:
        db.execute("UPDATE created SET target = x'' WHERE target = id")
    db.execute("UPDATE facts SET value = ? WHERE name = 'version'", (str(FORMAT_VERSION),))
    db.commit()


def open_read_only(real: Path) -> Database:
    """Open a journal to read it. Nothing is written to it, and no file is created beside it.

    The caller must hold the lock of the journal if it relies on the content.
    """
    if real.with_name(f"{real.name}-journal").exists():
        # A transaction was interrupted before the file had its log; only a connection that writes can roll it back.
        return database(real, _NOUN)
    # Without a log the file is complete. In the default mode SQLite would create a log and leave it behind.
    return database(real, _NOUN, read_only=True, immutable=not _log(real).exists())


def name_in_use(real: Path) -> Path:
    """The hard link under which a journal was opened last, if the log of that name still exists.

    SQLite finds the log by the name of the file. Under another name it would miss the changes of a run that was killed
    or that is in progress.
    """
    if real.stat().st_nlink < 2:
        return real
    with contextlib.suppress(OSError, ValueError), contextlib.closing(open_read_only(real)) as db:
        found = db.execute("SELECT value FROM facts WHERE name = 'path'").fetchone()
        previous = _stored_path(found[0] if found else None)
        if _has_content(_log(previous)) and previous.samefile(real):
            return previous
    return real


def copy_journal(real: Path, into: Database) -> None:
    """Copy a journal that another process may be writing.

    Raises:
        BlockingIOError: the file changed during each of 10 attempts.
    """
    for _ in range(10):
        before, had_no_log = real.stat(), not _log(real).exists()
        with contextlib.closing(open_read_only(real)) as journal:
            journal.backup(into)
        after = real.stat()
        unchanged = (before.st_mtime_ns, before.st_size) == (after.st_mtime_ns, after.st_size)
        if not had_no_log or (unchanged and not _log(real).exists()):
            return
    raise BlockingIOError("the file keeps changing")


def _log(real: Path) -> Path:
    return real.with_name(f"{real.name}-wal")


def _has_content(log: Path) -> bool:
    return log.exists() and log.stat().st_size > 0


def _stored_path(stored: str | None) -> Path:
    """The path under which a journal was opened last, as the journal stores it."""
    try:
        return Path(json.loads(stored or '""'))
    except (ValueError, TypeError):
        return Path()


def check_exists(path: str | os.PathLike[str]) -> None:
    """Reject the path of a journal that does not exist.

    Raises:
        InvalidRequestError: there is no such file.
    """
    if not os.path.exists(path):  # noqa: PTH110 - a path as it was given
        raise InvalidRequestError(f"journal: the file {os.path.basename(path)} does not exist")  # noqa: PTH119
