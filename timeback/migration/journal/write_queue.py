"""The writes of a journal: a thread executes and commits them, so that the event loop never waits for the disk.

The thread takes everything that was queued meanwhile as one batch and commits it as a whole. Callers that need their
writes on disk await ``flush()``, and those that wait at the same time share a commit.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import threading
from collections.abc import Callable, Mapping, Sequence
from typing import Final, Generic, TypeAlias, TypeVar

from timeback._storage.database import Database
from timeback.errors import ClientStateError, StorageError
from timeback.migration.journal.statements import Row, Statement, execute_batch

K = TypeVar("K")
V = TypeVar("V")

Mark: TypeAlias = tuple[str, str, str]
"""The table of a write, and the entity and an id that it is about."""

MANY_QUEUED: Final = 2000
"""Queued rows from which the thread writes although nobody waits for it."""

MAX_QUEUED: Final = 20_000
"""Queued rows from which ``add`` waits for the thread, to bound the memory."""


class _Batch(Generic[K, V]):
    """Writes that are committed together.

    Attributes:
        objects: the objects among them, by their keys; None for one that is removed.
        marks: the rows of writes by what they are about.
    """

    def __init__(self) -> None:
        self.writes: list[tuple[Statement, Row]] = []
        self.objects: dict[K, V | None] = {}
        self.marks: dict[Mark, list[Row]] = {}


class WriteQueue(Generic[K, V]):
    """The writes of one journal, in their order. All methods belong to one thread at a time, that of the event loop.

    After a write has failed, nothing more is written. SQLite may have rolled back everything that was not committed,
    and a later commit would then look as if all of it had been stored.

    K, V: the keys and values of objects that are read while their writes are not committed, see ``find``.

    Attributes:
        uses_thread: whether writes are queued. Set it when the database is ready; before, they are executed at once. It
            stays False for a database whose commits do not wait for a disk.
    """

    def __init__(self, db: Database) -> None:
        """Args:
        db: the connection that writes. While the thread runs, nobody else may use it.
        """
        self.uses_thread = False
        self._db = db
        self._process = os.getpid()
        self._thread: threading.Thread | None = None
        self._failure: StorageError | None = None
        self._failure_was_raised = False
        self._next_flush: asyncio.Future[StorageError | None] | None = None
        # The lock protects everything below.
        self._changed = threading.Condition()
        self._queued = _Batch[K, V]()
        self._writing = _Batch[K, V]()
        self._waiting: list[asyncio.Future[StorageError | None]] = []
        self._is_urgent = self._is_closing = False

    # Writing

    def add(self, statement: Statement, row: Row, *marks: Mark) -> None:
        """Queue a write. ``pending`` has the marks until it is committed.

        Raises:
            StorageError: this or an earlier write failed.
            ClientStateError: this process was forked from the one that opened the journal.
        """
        self._add(statement, row, marks)

    def add_object(self, statement: Statement, row: Row, key: K, value: V | None, *marks: Mark) -> None:
        """Queue the write of an object, which ``find`` returns until it is committed. None stands for no object.

        Raises:
            StorageError, ClientStateError: as ``add``.
        """
        self._add(statement, row, marks, (key, value))

    def add_rows(self, statement: Statement, rows: Sequence[Row]) -> None:
        """Write rows with few steps of SQLite, without a thread.

        Raises:
            StorageError, ClientStateError: as ``add``.
        """
        self._check()
        self._now(execute_batch, self._db, [(statement, row) for row in rows])

    def _add(
        self, statement: Statement, row: Row, marks: tuple[Mark, ...], item: tuple[K, V | None] | None = None
    ) -> None:
        self._check()
        if not self.uses_thread:
            self._now(self._db.execute, statement.text(1), row)
            return
        if self._thread is None or not self._thread.is_alive():
            self._start()
        with self._changed:
            self._queued.writes.append((statement, row))
            for mark in marks:
                self._queued.marks.setdefault(mark, []).append(row)
            if item is not None:
                self._queued.objects[item[0]] = item[1]
            queued = len(self._queued.writes)
            if queued >= MANY_QUEUED:
                self._changed.notify_all()
        if queued >= MAX_QUEUED:
            self.settle()

    async def flush(self) -> None:
        """Return once everything queued so far is on disk.

        Raises:
            StorageError: it could not be written.
            ClientStateError: this process was forked from the one that opened the journal.
        """
        self._check()
        if not self._has_pending():
            return
        if self._next_flush is None:
            loop = asyncio.get_running_loop()
            self._next_flush = loop.create_future()
            # Not at once: other tasks that are ready share the commit.
            loop.call_soon(self._request, self._next_flush)
        # Shielded: the cancellation of one caller must not cancel the commit of the others.
        failure = await asyncio.shield(self._next_flush)
        # That a later commit has failed meanwhile does not matter. Otherwise an intent would be on disk whose request
        # is never sent, and the next run could not tell whether it was.
        if failure is not None:
            self._check()

    def settle(self) -> None:
        """Wait until everything queued so far is on disk. Afterwards other connections see it.

        Without the thread nothing is committed: there is only one connection.

        Raises:
            StorageError: it could not be written.
            ClientStateError: this process was forked from the one that opened the journal.
        """
        self._check()
        with self._changed:
            if self._has_writes():
                self._is_urgent = True
                self._changed.notify_all()
            while self._has_writes() and self._failure is None:
                self._changed.wait()
        self._check()

    def commit(self) -> None:
        """Wait until everything queued so far is on disk.

        Raises:
            StorageError, ClientStateError: as ``settle``.
        """
        self.settle()
        if not self.uses_thread:
            self._now(self._db.commit)

    def close(self) -> None:
        """Write the rest, and end the thread. The connection can be used by the caller again.

        Raises:
            StorageError: it could not be written. A failure that was raised before is not raised again.
        """
        if self._thread is not None and self._thread.is_alive():
            with self._changed:
                self._is_closing = True
                self._changed.notify_all()
            _join(self._thread)
        elif self._failure is None:
            self._write(self._queued.writes)
        if self._failure is None:
            return
        # Rows written before the failure may still be in the transaction.
        with contextlib.suppress(StorageError):
            self._db.commit()
        if not self._failure_was_raised:
            self._check()

    @property
    def is_inherited(self) -> bool:
        """Whether this process was forked from the one that opened the journal. It has no thread then."""
        return os.getpid() != self._process

    # Reading what is not committed

    def find(self, key: K, default: V) -> V | None:
        """The object with a key as it was queued; ``default`` if its last write is committed.

        After that it must be looked up in the database: it may have been committed during the call.
        """
        for batch in (self._queued, self._writing):
            if key in batch.objects:
                return batch.objects[key]
        return default

    def pending(self) -> tuple[Mapping[Mark, Sequence[Row]], Mapping[Mark, Sequence[Row]]]:
        """The rows of writes that are not committed, by their marks. They stay in the result if they are committed."""
        return self._queued.marks, self._writing.marks

    def is_pending(self, mark: Mark) -> bool:
        """Whether a write with this mark is not committed."""
        return any(mark in marks for marks in self.pending())

    # Helpers

    def _has_writes(self) -> bool:
        return bool(self._queued.writes or self._writing.writes)

    def _has_pending(self) -> bool:
        with self._changed:
            if self._has_writes() or self._next_flush is not None:
                return True
        return not self.uses_thread and self._db.in_transaction

    def _now(self, step: Callable[..., object], *values: object) -> None:
        """Use the connection in the caller's thread."""
        try:
            step(*values)
        except StorageError as error:
            self._failure, self._failure_was_raised = error, True
            raise

    def _check(self) -> None:
        if self.is_inherited:
            raise ClientStateError(
                "this process was forked during a migration and cannot use its journal; start it before the migration, "
                "or by the method spawn of multiprocessing"
            )
        if (failed := self._failure) is not None:
            self._failure_was_raised = True
            raise StorageError(*failed.args, path=failed.path, action=failed.action, errno=failed.errno) from failed

    def _request(self, waiting: asyncio.Future[StorageError | None]) -> None:
        """Ask for a commit. Whoever flushes from now on may have writes that it does not include."""
        self._next_flush = None
        if self.uses_thread:
            with self._changed:
                self._waiting.append(waiting)
                self._changed.notify_all()
        elif not waiting.done():
            self._write([])
            _resolve(waiting, self._failure)

    def _start(self) -> None:
        # A daemon: if the process ends without closing the journal, it must not wait for a thread that is idle.
        self._thread = threading.Thread(target=self._run, name="timeback journal", daemon=True)
        self._thread.start()

    # In the thread

    def _run(self) -> None:
        # An interrupt during the start may have led to another thread.
        while threading.current_thread() is self._thread:
            with self._changed:
                while not self._has_work():
                    if self._is_closing:
                        return
                    self._changed.wait()
                self._is_urgent = False
                # In this order: readers without the lock look into the queued batch first.
                self._writing = self._queued
                self._queued = _Batch()
                waiting, self._waiting = self._waiting, []
            if self._failure is None:
                self._write(self._writing.writes)
            with self._changed:
                if self._failure is None:
                    self._writing = _Batch()
                self._changed.notify_all()
            # The next commit may fail before the loop looks at the result of this one.
            failure = self._failure
            for one in waiting:
                # The loop is closed if the run was interrupted.
                with contextlib.suppress(RuntimeError):
                    one.get_loop().call_soon_threadsafe(_resolve, one, failure)

    def _has_work(self) -> bool:
        is_needed = self._is_urgent or self._is_closing or len(self._queued.writes) >= MANY_QUEUED
        return bool(self._waiting) or (is_needed and bool(self._queued.writes))

    def _write(self, batch: Sequence[tuple[Statement, Row]]) -> None:
        try:
            execute_batch(self._db, batch)
            self._db.commit()
        except StorageError as error:
            self._failure = error
        except Exception as error:  # noqa: BLE001
            # Whoever waits must learn of any failure.
            name = "a temporary file" if self._db.path is None else self._db.path.name
            action = f"write {self._db.noun}"
            text = f"{name}: could not {action} ({type(error).__name__})"
            self._failure = StorageError(text, path=self._db.path, action=action)
            self._failure.__cause__ = error


def _resolve(waiting: asyncio.Future[StorageError | None], failure: StorageError | None) -> None:
    # As a result: if all callers were cancelled, nobody would retrieve an exception.
    if not waiting.done():
        waiting.set_result(failure)


def _join(thread: threading.Thread) -> None:
    try:
        thread.join()
    except BaseException:
        # Even an interrupt may not leave the thread behind with a connection that the caller closes.
        thread.join()
        raise
