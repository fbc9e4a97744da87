"""What has become of every object, on disk: what makes a migration safe to kill.

An intent is on disk before its call is made, the outcome after. Ids, states and keyed hashes are kept, never an object:
who finds the file learns which ids there are, and cannot tell from a hash whether a guess at a name is right.
"""

from __future__ import annotations

import asyncio
import contextlib
import enum
import hashlib
import hmac
import operator
import os
import sqlite3
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

import attrs

from timeback_api._core.errors import ConfigurationError
from timeback_api._core.numbers import dumps

from .lock import FileLock

VERSION: Final = 1
RECENT: Final = 4096
_APPLICATION: Final = 0x544D4A31  # "TMJ1": what makes a file a journal of this kind

_SCHEMA: Final = """
CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE objects (
    entity TEXT NOT NULL, id TEXT NOT NULL, state INTEGER NOT NULL, run INTEGER NOT NULL, outcome TEXT,
    target TEXT, hash BLOB, creating INTEGER NOT NULL, late INTEGER NOT NULL, chosen INTEGER NOT NULL, reason TEXT,
    PRIMARY KEY (entity, id)
) WITHOUT ROWID;
CREATE INDEX by_target ON objects (entity, target) WHERE target IS NOT NULL;
CREATE INDEX by_state ON objects (state, entity) WHERE state IN (0, 1);
CREATE INDEX late ON objects (entity) WHERE late;
"""


class State(enum.IntEnum):
    """How far an object is."""

    PLANNED = 0
    """It is to be taken up again: nothing was written."""
    SENT = 1
    """A write is under way, or was when the process ended."""
    DONE = 2
    """The target has it."""
    FAILED = 3
    """It was refused, or cannot be moved."""
    UNKNOWN = 4
    """Nobody knows whether the target has it: it is never sent again."""
    LEFT_OUT = 5
    """It stays behind on purpose."""
    OUTSIDE = 6
    """Not a part of this migration; ``target`` is its id there, None where the target has none of its id."""


class Outcome(enum.StrEnum):
    """What a run did with an object."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    SKIPPED = "skipped"
    FAILED = "failed"
    UNKNOWN = "unknown"


SUCCESSES: Final = (Outcome.CREATED, Outcome.UPDATED, Outcome.UNCHANGED)


@attrs.frozen(kw_only=True)
class Row:
    """What the journal knows of one object."""

    entity: str
    id: str
    state: State
    run: int = 0
    outcome: Outcome | None = None
    target: str | None = None
    """Its id on the target."""
    hash: bytes | None = None
    creating: bool = False
    """Whether what was sent was to create it."""
    late: bool = False
    """Whether it still lacks references to objects that came after it."""
    chosen: bool = False
    """Whether it was selected itself, and not only needed by another one."""
    reason: str | None = None


_COLUMNS: Final = tuple(field.name for field in attrs.fields(Row))
# The names of the columns are those of the fields above; values are always bound.
_PUT: Final = f"INSERT OR REPLACE INTO objects ({', '.join(_COLUMNS)}) VALUES ({', '.join('?' * len(_COLUMNS))})"  # noqa: S608
_values = operator.attrgetter(*_COLUMNS)
_SELECT: Final = f"SELECT {', '.join(_COLUMNS)} FROM objects"  # noqa: S608


class Journal:
    """The journal of one migration, in a file that one process has open at a time."""

    def __init__(self, path: str | os.PathLike[str] | None, *, source: str, target: str, scratch: bool = False) -> None:
        """Open or make it.

        Args:
            path: the file; None for one that goes away with the run.
            source, target: what tells both ends from others.
            scratch: work on a copy, and leave the file as it is.

        Raises:
            ConfigurationError: the file is no journal, or one of another migration, or in use.
        """
        self.path = None if path is None else Path(path)
        self._lock: FileLock | None = None
        self._temporary: Path | None = None
        self._flush: asyncio.Future[None] | None = None
        self._recent: dict[tuple[str, str], Row | None] = {}
        try:
            if self.path is not None and not scratch:
                self._lock = FileLock(self.path.with_name(f"{self.path.name}.lock"))
            self._db = self._connect(scratch=scratch)
            try:
                self._begin(source, target)
            except BaseException:
                self._db.close()
                raise
        except BaseException as error:
            self._tidy()
            if isinstance(error, OSError):
                raise _unusable(self.path, error) from error
            raise
        secret = self.fact("salt") or ""
        self._key = hashlib.blake2b(secret.encode(), digest_size=32).digest()

    def seal(self, secret: str) -> None:
        """Mix a secret that is not in the file into the key of the hashes."""
        self._key = hmac.digest(self._key, secret.encode(), "sha256")

    @property
    def run(self) -> int:
        """The number of the run; one that was interrupted goes on under its number."""
        return int(self.fact("run") or 1)

    @property
    def resumed(self) -> bool:
        """Whether a run before this one was interrupted."""
        return self._resumed

    @property
    def keeps_ids(self) -> bool | None:
        """Whether the target keeps the ids that it is given; None where that has not been seen."""
        told = self.fact("keeps_ids")
        return None if told is None else told == "yes"

    def saw_id(self, *, kept: bool) -> None:
        """An object was created, and kept its id or not."""
        if self.keeps_ids is not False:
            self.tell("keeps_ids", "yes" if kept else "no")

    def fact(self, name: str) -> str | None:
        """Something that holds for the whole migration."""
        return self._facts.get(name)

    def tell(self, name: str, value: str) -> None:
        """Keep something that holds for the whole migration."""
        if self.fact(name) != value:
            self._write("INSERT OR REPLACE INTO facts VALUES (?, ?)", (name, value))
            self._facts[name] = value

    def get(self, entity: str, sourced_id: str) -> Row | None:
        """What is known of an object."""
        key = entity, sourced_id
        try:
            return self._recent[key]
        except KeyError:
            found = self._db.execute(f"{_SELECT} WHERE entity = ? AND id = ?", key).fetchone()
            return self._remember(key, None if found is None else _row(found))

    def put(self, row: Row) -> None:
        """Keep what is known of an object; it is on disk after ``committed()``."""
        self._write(_PUT, _values(row))
        self._remember((row.entity, row.id), row)

    def _remember(self, key: tuple[str, str], row: Row | None) -> Row | None:
        # Nobody else writes to the file, and an object is asked for many times while it is its turn.
        if len(self._recent) >= RECENT:
            self._recent.clear()
        self._recent[key] = row
        return row

    def source_of(self, entity: str, target: str) -> str | None:
        """Whose counterpart an object of the target is."""
        found = self._db.execute(
            "SELECT id FROM objects WHERE entity = ? AND target = ? AND state != ?", (entity, target, State.OUTSIDE)
        ).fetchone()
        return None if found is None else str(found[0])

    def rows(self, entity: str | None, condition: str, *values: Any) -> Iterator[Row]:
        """Rows that meet a condition, in the order of their ids; what changes meanwhile may be met or not."""
        after = ("", "")
        while True:
            page = self._db.execute(
                f"{_SELECT} WHERE ({condition}) AND entity >= ? AND (entity, id) > (?, ?)"
                f"{' AND entity = ?' if entity else ''} ORDER BY entity, id LIMIT 500",
                (*values, after[0], *after, *([entity] if entity else [])),
            ).fetchall()
            for found in page:
                row = _row(found)
                after = row.entity, row.id
                yield row
            if not page:
                return

    def counts(self) -> Iterator[tuple[str, Outcome, int]]:
        """How many objects of each entity this run has brought to each outcome."""
        found = self._db.execute(
            "SELECT entity, outcome, count(*) FROM objects WHERE run = ? AND outcome IS NOT NULL GROUP BY 1, 2",
            (self.run,),
        ).fetchall()
        for entity, outcome, count in found:
            yield entity, Outcome(outcome), count

    def digest(self, value: Mapping[str, Any]) -> bytes:
        """What tells whether an object is still as it was."""
        text = dumps(value, sort_keys=True, separators=(",", ":"), default=str)
        return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), key=self._key, digest_size=16).digest()

    async def committed(self) -> None:
        """Return once all that was kept is on disk. Who waits at the same time shares one commit."""
        if self._flush is None or self._flush.done():
            loop = asyncio.get_running_loop()
            self._flush = loop.create_future()
            loop.call_soon(self._commit, self._flush)
        # Shielded, since one who stops waiting must not take the commit away from the others.
        await asyncio.shield(self._flush)

    def finish(self) -> None:
        """The run is through: the next one looks at everything again."""
        self.tell("finished", "yes")
        self._db.commit()

    def close(self) -> None:
        """Write what is left, and give the file back."""
        self._db.commit()
        self._db.execute("PRAGMA optimize")
        self._db.close()
        self._tidy()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _commit(self, waiting: asyncio.Future[None]) -> None:
        try:
            self._db.commit()
        except sqlite3.Error as error:
            if not waiting.done():
                waiting.set_exception(_unusable(self.path, error))
        else:
            if not waiting.done():
                waiting.set_result(None)

    def _write(self, statement: str, values: tuple[Any, ...]) -> None:
        try:
            self._db.execute(statement, values)
        except sqlite3.Error as error:
            raise _unusable(self.path, error) from error

    def _connect(self, *, scratch: bool) -> sqlite3.Connection:
        path = self.path
        if path is None or scratch:
            descriptor, name = tempfile.mkstemp(prefix="timeback-", suffix=".db")
            os.close(descriptor)
            self._temporary = path = Path(name)
        else:
            # SQLite gives its companions the mode of the file.
            os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
            path.chmod(0o600)
        db = sqlite3.connect(path, isolation_level="DEFERRED")
        try:
            if scratch and self.path is not None and self.path.exists():
                with contextlib.closing(sqlite3.connect(f"{self.path.absolute().as_uri()}?mode=ro", uri=True)) as kept:
                    kept.backup(db)
            db.execute("PRAGMA journal_mode = WAL")
            db.execute("PRAGMA synchronous = FULL" if self._temporary is None else "PRAGMA synchronous = OFF")
        except sqlite3.DatabaseError as error:
            db.close()
            raise _unusable(self.path, error) from error
        return db

    def _begin(self, source: str, target: str) -> None:
        db, name = self._db, self.path.name if self.path else "the journal"
        self._facts: dict[str, str] = {}
        application = db.execute("PRAGMA application_id").fetchone()[0]
        if not application and not db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
            db.executescript(f"BEGIN; {_SCHEMA} PRAGMA application_id = {_APPLICATION}; COMMIT;")
            for fact, value in {
                "version": str(VERSION),
                "source": source,
                "target": target,
                "salt": os.urandom(32).hex(),
            }.items():
                self.tell(fact, value)
        elif application != _APPLICATION:
            raise ConfigurationError(f"{name} is no journal of a migration: give another path")
        else:
            self._facts = dict(db.execute("SELECT name, value FROM facts"))
        if self.fact("version") != str(VERSION):
            raise ConfigurationError(
                f"{name} was written by another version of the migration (format {self.fact('version')}, this one "
                f"writes {VERSION}): finish it with that version, or give another path"
            )
        for end, told in (("source", source), ("target", target)):
            if self.fact(end) != told:
                raise ConfigurationError(
                    f"{name} is the journal of another migration: its {end} is {self.fact(end)}, and this one's is "
                    f"{told}; give each migration a journal of its own"
                )
        self._resumed = self.fact("run") is not None and self.fact("finished") != "yes"
        if not self._resumed:
            self.tell("run", str(int(self.fact("run") or 0) + 1))
        self.tell("finished", "no")
        db.commit()

    def _tidy(self) -> None:
        if self._temporary is not None:
            for suffix in ("", "-wal", "-shm"):
                Path(f"{self._temporary}{suffix}").unlink(missing_ok=True)
        if self._lock is not None:
            self._lock.release()
            self._lock = None


def _row(found: tuple[Any, ...]) -> Row:
    given = dict(zip(_COLUMNS, found, strict=True))
    given["state"] = State(given["state"])
    given["outcome"] = None if given["outcome"] is None else Outcome(given["outcome"])
    for flag in ("creating", "late", "chosen"):
        given[flag] = bool(given[flag])
    return Row(**given)


def _unusable(path: Path | None, error: sqlite3.Error | OSError) -> ConfigurationError:
    name = path.name if path else "the temporary journal"
    what = error.strerror if isinstance(error, OSError) else error
    return ConfigurationError(
        f"{name} cannot be used as a journal ({type(error).__name__}: {what}); look at the disk's free space and the "
        "file's rights, or give another path"
    )
