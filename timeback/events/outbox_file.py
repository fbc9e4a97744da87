"""The file of an outbox: its lock, its table, and the states of events in it."""

from __future__ import annotations

import contextlib
import json
import os
import threading
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

from attrs import define, field, frozen

from timeback._storage.database import Database, database
from timeback._storage.file_kinds import check_database, real_path
from timeback._storage.file_locks import acquire_lock, unlock
from timeback._storage.private_files import create_private, make_private
from timeback.errors import ClientStateError, ConfigurationError, OutboxFullError, StorageError, TimeBackError
from timeback_runtime.errors import APIStatusError, InvalidRequestError, status_class

_NOUN: Final = "the outbox"
_APPLICATION_ID: Final = 0x544D4F31  # "TMO1" in SQLite's header identifies an outbox.
_VERSION: Final = 1
# An event waits; was perhaps sent; was refused for good.
_WAITING, _SENDING, _REJECTED = 0, 1, 2
_NO_LIMIT: Final = 2**62
_SCHEMA: Final = (
    """CREATE TABLE events (
    number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, body TEXT NOT NULL, state INTEGER NOT NULL,
    error TEXT)""",
    "CREATE INDEX by_state ON events (state, number)",
    "CREATE TABLE repeated (id TEXT PRIMARY KEY) WITHOUT ROWID",
    f"PRAGMA application_id = {_APPLICATION_ID}",
    f"PRAGMA user_version = {_VERSION}",
)


@frozen
class StoredEvent:
    """A row of the table.

    Attributes:
        number: its number, in the order in which events were stored.
        id: the id of the event.
        body: its stored form.
    """

    number: int
    id: str
    body: str = field(repr=False)


@define(eq=False)
class Claim:
    """The events that one part of a flush works on.

    Attributes:
        numbers: the numbers of their rows.
    """

    numbers: set[int] = field(factory=set)


class OutboxFile:
    """The events on disk. Each method is one transaction. Thread-safe."""

    def __init__(self, path: str | os.PathLike[str], max_events: int | None) -> None:
        """Open or create the file.

        Raises:
            ConfigurationError: another process or another ``Outbox`` uses it, or it is another kind of file.
            StorageError: it cannot be read or written.
        """
        self.path = real_path(Path(path), "an outbox")
        self._max_events = max_events
        self._mutex = threading.RLock()
        self._claims: list[Claim] = []
        self._process = os.getpid()
        self._db: Database | None = None
        self._lock: int | None = self._acquire()
        try:
            self._db = self._open()
        except BaseException:
            self.close()
            raise

    # The file

    def _acquire(self) -> int:
        held = ConfigurationError(
            f"{self.path.name} is in use by another process, or by another Outbox of this one: use one file for "
            "each process, such as one with the number of the worker in its name"
        )
        path = self.path.with_name(f"{self.path.name}.lock")
        return acquire_lock(path, "the outbox", instead="pass another path", held=held)

    def _open(self) -> Database:
        check_database(self.path, use="an outbox", of=" of events", application_id=_APPLICATION_ID)
        create_private(self.path)
        make_private(self.path)
        db = database(self.path, _NOUN, check_same_thread=False, isolation_level=None)
        try:
            # The space and the content of removed events do not stay in the file.
            db.execute("PRAGMA auto_vacuum = FULL")
            db.execute("PRAGMA secure_delete = ON").fetchone()
            db.execute("PRAGMA journal_mode = WAL").fetchone()
            # A commit returns when its data is on the disk.
            db.execute("PRAGMA synchronous = FULL")
            if db.execute("PRAGMA application_id").fetchone()[0] != _APPLICATION_ID:
                with _transaction(db):
                    for statement in _SCHEMA:
                        db.execute(statement)
            version = db.execute("PRAGMA user_version").fetchone()[0]
            if version != _VERSION:
                raise ConfigurationError(
                    f"{self.path.name} was written by another version (format {version}, this version writes "
                    f"{_VERSION}): flush it with that version, or pass another path"
                )
            if (found := db.execute("PRAGMA quick_check(1)").fetchone()) is None or found[0] != "ok":
                raise StorageError(
                    f"{self.path.name}: could not read the outbox (SQLite reports damaged tables); restore a copy of "
                    "the file, or pass another path",
                    path=self.path,
                    action=f"read {_NOUN}",
                )
        except BaseException:
            db.close()
            raise
        return db

    def close(self) -> None:
        """Close the file and release its lock. In a forked process this closes nothing of the other one."""
        with self._mutex:
            db, self._db = self._db, None
            lock, self._lock = self._lock, None
            own = os.getpid() == self._process
            if db is not None and own:
                db.close()
            if lock is not None:
                if own:
                    with contextlib.suppress(OSError):
                        unlock(lock)
                os.close(lock)

    @contextlib.contextmanager
    def _writing(self) -> Iterator[Database]:
        with self._reading() as db, _transaction(db):
            yield db

    @contextlib.contextmanager
    def _reading(self) -> Iterator[Database]:
        if os.getpid() != self._process:
            raise ClientStateError(
                f"{self.path.name} was opened before this process was forked: open an outbox of its own in each process"
            )
        with self._mutex:
            if self._db is None:
                raise ClientStateError(f"the outbox {self.path.name} is closed")
            yield self._db

    # Events

    def put(self, events: Iterable[tuple[str, str]]) -> None:
        """Store events; those whose ids are stored already are not changed.

        Raises:
            OutboxFullError: there would be more than ``max_events``. None is stored.
            StorageError: the disk is full, or fails. None is stored.
        """
        with self._writing() as db:
            db.executemany(f"INSERT OR IGNORE INTO events (id, body, state) VALUES (?, ?, {_WAITING})", list(events))  # noqa: S608
            if self._max_events is not None and _count(db, "state != ?", _REJECTED) > self._max_events:
                raise OutboxFullError(
                    f"{self.path.name} has no room for these events (max_events={self._max_events}): flush it, check "
                    "why the platform takes none, or pass a larger max_events; nothing of this call was stored",
                    max_events=self._max_events,
                )

    def pending(self) -> int:
        """How many events wait or were perhaps sent."""
        with self._reading() as db:
            return _count(db, "state != ?", _REJECTED)

    def last_number(self) -> int:
        """The number of the newest event; 0 if there is none."""
        with self._reading() as db:
            return int(db.execute("SELECT coalesce(max(number), 0) FROM events").fetchone()[0])

    def claim(self) -> Claim:
        """Return a claim on events, which no other claim gets until it is released."""
        claim = Claim()
        with self._mutex:
            self._claims.append(claim)
        return claim

    def take(self, claim: Claim, count: int, last: int) -> list[StoredEvent]:
        """Take waiting events, the oldest first, and note before they are sent that they may have been.

        Args:
            last: the number of the last event to take.
        """
        return self._take(claim, _WAITING, count, last)

    def take_unconfirmed(self, claim: Claim, count: int) -> list[StoredEvent]:
        """Take events that were perhaps sent, by this process or by one that was killed."""
        return self._take(claim, _SENDING, count, _NO_LIMIT)

    def _take(self, claim: Claim, state: int, count: int, last: int) -> list[StoredEvent]:
        with self._mutex, self._writing() as db:
            if claim not in self._claims:
                # The call was cancelled, and its claim released, while this function waited in another thread.
                return []
            taken = sorted(number for each in self._claims for number in each.numbers)
            rows = db.execute(
                "SELECT number, id, body FROM events WHERE state = ? AND number <= ? AND number NOT IN "
                "(SELECT value FROM json_each(?)) ORDER BY number LIMIT ?",
                (state, last, json.dumps(taken), count),
            ).fetchall()
            if state == _WAITING:
                db.executemany(f"UPDATE events SET state = {_SENDING} WHERE number = ?", [row[:1] for row in rows])  # noqa: S608
            found = [StoredEvent(*row) for row in rows]
            claim.numbers.update(event.number for event in found)
        return found

    def settle(
        self,
        *,
        done: Iterable[int] = (),
        waiting: Iterable[int] = (),
        rejected: Iterable[tuple[int, TimeBackError]] = (),
    ) -> None:
        """Note what became of events: removed, waiting again, or refused with an error."""
        with self._writing() as db:
            db.executemany("DELETE FROM events WHERE number = ?", [(number,) for number in done])
            db.executemany(
                f"UPDATE events SET state = {_WAITING} WHERE number = ?",  # noqa: S608
                [(number,) for number in waiting],
            )
            db.executemany(
                f"UPDATE events SET state = {_REJECTED}, error = ? WHERE number = ?",  # noqa: S608
                [(_error_text(error), number) for number, error in rejected],
            )

    def release(self, claim: Claim) -> None:
        """Let others take the events of a claim, whatever their state is now."""
        with self._mutex:
            if claim in self._claims:
                self._claims.remove(claim)

    def note_repeated(self, identities: Iterable[str]) -> None:
        """Note that events are sent again that were perhaps received."""
        with self._writing() as db:
            db.executemany("INSERT OR IGNORE INTO repeated VALUES (?)", [(identity,) for identity in identities])

    def repeated(self) -> list[str]:
        """The ids of events that were sent again."""
        with self._reading() as db:
            return [identity for (identity,) in db.execute("SELECT id FROM repeated ORDER BY id").fetchall()]

    def forget_repeated(self) -> int:
        """Remove the ids of events that were sent again; return their number."""
        with self._writing() as db:
            return int(db.execute("DELETE FROM repeated").rowcount)

    def rejected(self) -> list[tuple[str, TimeBackError]]:
        """The id and the error of each event that was refused for good."""
        with self._reading() as db:
            rows = db.execute("SELECT id, error FROM events WHERE state = ? ORDER BY number", (_REJECTED,)).fetchall()
        return [(identity, _error_of(text)) for identity, text in rows]

    def retry_rejected(self) -> int:
        """Let the refused events wait again; return their number."""
        with self._writing() as db:
            return int(
                db.execute("UPDATE events SET state = ?, error = NULL WHERE state = ?", (_WAITING, _REJECTED)).rowcount
            )

    def discard_rejected(self) -> int:
        """Remove the refused events; return their number."""
        with self._writing() as db:
            return int(db.execute("DELETE FROM events WHERE state = ?", (_REJECTED,)).rowcount)


@contextlib.contextmanager
def _transaction(db: Database) -> Iterator[None]:
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
        db.execute("COMMIT")
    except BaseException:
        # On a full disk SQLite may have rolled back itself.
        if db.in_transaction:
            with contextlib.suppress(StorageError):
                db.execute("ROLLBACK")
        raise


def _count(db: Database, condition: str, *values: Any) -> int:
    return int(db.execute(f"SELECT count(*) FROM events WHERE {condition}", values).fetchone()[0])  # noqa: S608


def _error_text(error: TimeBackError) -> str:
    """An error as it is stored. Texts of errors hold no personal data."""
    return json.dumps({"text": str(error), "status": getattr(error, "status", None)})


def _error_of(text: str | None) -> TimeBackError:
    stored = json.loads(text or '{"text": "no reason is stored", "status": null}')
    status = stored["status"]
    if isinstance(status, int):
        error: APIStatusError = status_class(status)(stored["text"], status=status)
        return error
    return InvalidRequestError(stored["text"])
