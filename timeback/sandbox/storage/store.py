"""The object store of the sandbox: SQLite, in memory or in a file.

An object is one row with its JSON text, as responses contain it. The values that it can be filtered and sorted by are
stored in separate tables, in a comparable form (see `storage.columns`). All threads share one connection under a lock.
A file uses WAL mode, so acknowledged writes survive if the process is killed. Only its owner can read it.
"""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

from timeback._storage.file_kinds import check_database, real_path
from timeback._storage.private_files import create_private, make_private
from timeback.errors import ConfigurationError
from timeback.sandbox.spec.comparable import now
from timeback.sandbox.spec.openapi import CollectionSchema
from timeback.sandbox.storage.columns import TableLayout, fingerprint, layouts, quoted
from timeback.sandbox.storage.database_copies import copy_database, keep_database
from timeback.sandbox.storage.db_file import path_of, storage_errors
from timeback.sandbox.storage.object_form import ObjectForm
from timeback.sandbox.storage.query import SqlCondition
from timeback_runtime.numbers import encode as encode_exactly
from timeback_runtime.numbers import loads_exactly
from timeback_runtime.times import utc_text

__all__ = ["Store"]

StoredObject = dict[str, Any]

_APPLICATION_ID = 0x544D5331  # "TMS1": marks a file as a database of a sandbox
# The tables of files from earlier versions, which did not set the application id.
_OLDER_TABLES = frozenset({"meta", "objects", "credentials"})

_SCHEMA = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE objects (
    position INTEGER PRIMARY KEY AUTOINCREMENT, collection TEXT NOT NULL, sourced_id TEXT NOT NULL, body TEXT NOT NULL,
    UNIQUE (collection, sourced_id)
);
CREATE INDEX objects_in_order ON objects (collection, position);
CREATE TABLE credentials (
    id TEXT PRIMARY KEY, user TEXT NOT NULL, application TEXT NOT NULL, profile TEXT NOT NULL, username TEXT NOT NULL,
    password TEXT NOT NULL, UNIQUE (user, application, username)
) WITHOUT ROWID;
"""
_MANY = """
CREATE TABLE many (number INTEGER, value, position INTEGER, PRIMARY KEY (number, value, position)) WITHOUT ROWID;
CREATE INDEX many_of_object ON many (position);
"""
_BATCH = 2000


# json.dumps with these options would create an encoder for each object.
_ENCODE = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode


def encode(value: Any) -> str:
    """The JSON text of a value; numbers keep their original spelling."""
    return encode_exactly(_ENCODE, value)


class Store:
    """All objects of a sandbox. Thread-safe."""

    def __init__(
        self, path: str | Path, entities: Mapping[str, CollectionSchema], form: ObjectForm | None = None
    ) -> None:
        """Open or create the store.

        Args:
            path: a file, or ``:memory:``. A file that is not a database of a sandbox is not changed.
            form: the form in which objects are stored. By default they are stored as they are.

        Raises:
            ConfigurationError: the file is not a database of a sandbox, or that of a sandbox with another provider.
            StorageError: the disk is full, or the file cannot be read or written.
        """
        self.layouts: Mapping[str, TableLayout] = layouts(entities)
        self._form = form or ObjectForm()
        self._lock = threading.RLock()
        self._depth = 0
        self._subscribers: dict[str, list[Callable[[list[StoredObject]], None]]] = {}
        self._written: dict[str, list[StoredObject]] = {}
        checked = _checked_path(str(path))
        self._file = path_of(checked)
        if self._file is not None:
            create_private(self._file)
        with self.storage_errors():
            self._connection = sqlite3.connect(checked, check_same_thread=False, isolation_level=None, timeout=10)
        try:
            with self.storage_errors():
                self._prepare()
        except BaseException:
            self._connection.close()
            raise

    def storage_errors(self) -> AbstractContextManager[None]:
        """A context manager for opening and filling: disk errors become StorageErrors that name the file."""
        return storage_errors(self._file)

    def _prepare(self) -> None:
        run = self._connection.execute
        if self._file is not None:
            make_private(self._file)
        run("PRAGMA journal_mode = WAL")
        run("PRAGMA synchronous = NORMAL")
        run("PRAGMA cache_size = -65536")
        run("PRAGMA temp_store = MEMORY")
        wanted = fingerprint(self.layouts)
        copied = self._file is None and copy_database(wanted, self._connection)
        with self.transaction():
            if run("SELECT 1 FROM sqlite_master WHERE name = 'objects'").fetchone() is None:
                self._script(_SCHEMA)
            run(f"PRAGMA application_id = {_APPLICATION_ID}")
            if self._meta("layout") != wanted:
                self._rebuild_value_tables()
                self._set_meta("layout", wanted)
            # In the same transaction: a file that is refused is not changed.
            self._adopt_form()
        if self._file is None and not copied:
            keep_database(wanted, self._connection)

    def restore(self, content: str) -> bool:
        """Fill a store in memory as `keep` found an earlier one of this process with the same tables and content.

        Returns:
            False if there is none, or if this store is in a file.
        """
        if self._file is not None or not copy_database(self._key(content), self._connection):
            return False
        with self.transaction():
            self._adopt_form()
        return True

    def keep(self, content: str) -> None:
        """Remember the objects of a store in memory for `restore`. `content` says all that they depend on."""
        if self._file is None:
            keep_database(self._key(content), self._connection)

    def _key(self, content: str) -> str:
        return f"{fingerprint(self.layouts)} {self._form.provider} {content}"

    def _meta(self, name: str) -> str | None:
        row = self._connection.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
        return None if row is None else row[0]

    def _set_meta(self, name: str, value: str) -> None:
        self._connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, value))

    def _adopt_form(self) -> None:
        """Give the objects of an existing file the form of this store."""
        provider, origin = self._meta("provider"), self._meta("origin")
        if not self.counts():
            pass
        elif (provider or ObjectForm().provider) != self._form.provider:
            raise ConfigurationError(
                f"{self._file} has the objects of a sandbox with provider={provider or ObjectForm().provider!r}; "
                f"start it with that provider, or use another file"
            )
        elif origin is None:
            self._complete_stored()
        elif origin != self._form.origin:
            # Addresses of objects start with the address of the server, and its port may be another one each time.
            old, new = (f'"href":"{address}/' for address in (origin, self._form.origin))
            self._connection.execute("UPDATE objects SET body = replace(body, ?, ?)", (old, new))
        self._set_meta("provider", self._form.provider)
        self._set_meta("origin", self._form.origin)

    def _complete_stored(self) -> None:
        """Complete the objects that an earlier version has stored."""
        rows = self._connection.execute("SELECT position, collection, body FROM objects")
        while batch := rows.fetchmany(_BATCH):
            self._connection.executemany(
                "UPDATE objects SET body = ? WHERE position = ?",
                [
                    (encode(self._form.complete(collection, loads_exactly(body))), position)
                    for position, collection, body in batch
                ],
            )

    def _script(self, statements: str) -> None:
        # executescript would commit the transaction.
        for statement in statements.split(";"):
            if statement.strip():
                self._connection.execute(statement)

    def _rebuild_value_tables(self) -> None:
        """Rebuild the value tables from the stored objects."""
        run = self._connection.execute
        old = run("SELECT name FROM sqlite_master WHERE type = 'table' AND (name LIKE 'values of %' OR name = 'many')")
        for (name,) in old.fetchall():
            run(f"DROP TABLE {quoted(name)}")
        self._script(_MANY)
        for layout in self.layouts.values():
            for statement in layout.create():
                run(statement)
            rows = run("SELECT position, body FROM objects WHERE collection = ?", (layout.entity.name,))
            while batch := rows.fetchmany(_BATCH):
                self._write_values(layout, [(position, loads_exactly(body)) for position, body in batch])

    def close(self) -> None:
        with self._lock:
            self._connection.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """A transaction that commits or rolls back as a whole; a nested one joins the outer one."""
        with self._lock:
            if self._depth == 0:
                self._connection.execute("BEGIN IMMEDIATE")
            self._depth += 1
            try:
                yield
            except BaseException:
                self._depth -= 1
                self._roll_back()
                raise
            self._depth -= 1
            if self._depth == 0:
                try:
                    self._connection.execute("COMMIT")
                except BaseException:
                    self._roll_back()
                    raise
                self._call_subscribers()

    def subscribe(self, collection: str, callback: Callable[[list[StoredObject]], None]) -> None:
        """Call a function after each transaction that stored objects of a collection, with these objects."""
        self._subscribers.setdefault(collection, []).append(callback)

    def _call_subscribers(self) -> None:
        written, self._written = self._written, {}
        for collection, values in written.items():
            for callback in self._subscribers[collection]:
                callback(values)

    def _roll_back(self) -> None:
        # On a full disk SQLite may have rolled back itself. A second rollback would raise and hide the cause.
        if self._depth == 0:
            self._written = {}
        if self._depth == 0 and self._connection.in_transaction:
            self._connection.execute("ROLLBACK")

    # Reading

    def collections(self) -> list[str]:
        return list(self.layouts)

    def text(self, collection: str, sourced_id: str, condition: SqlCondition | None = None) -> str | None:
        """The JSON text of an object; None if it does not exist or does not meet the condition."""
        sql = "SELECT o.body FROM objects o WHERE o.collection = ? AND o.sourced_id = ?"
        values: tuple[Any, ...] = (collection, sourced_id)
        if condition is not None:
            table = quoted(self.layouts[collection].table)
            sql += f" AND EXISTS (SELECT 1 FROM {table} v WHERE v.position = o.position AND ({condition.sql}))"
            values += condition.values
        with self._lock:
            row = self._connection.execute(sql, values).fetchone()
        return None if row is None else row[0]

    def get(self, collection: str, sourced_id: str) -> StoredObject | None:
        text = self.text(collection, sourced_id)
        return None if text is None else loads_exactly(text)

    def all(self, collection: str) -> Iterator[StoredObject]:
        """All objects in the order of creation, read in batches."""
        after = 0
        while True:
            with self._lock:
                rows = self._connection.execute(
                    "SELECT position, body FROM objects WHERE collection = ? AND position > ? "
                    "ORDER BY position LIMIT ?",
                    (collection, after, _BATCH),
                ).fetchall()
            if not rows:
                return
            after = rows[-1][0]
            for _, body in rows:
                yield loads_exactly(body)

    def counts(self) -> dict[str, int]:
        """The number of objects in each collection that is not empty."""
        with self._lock:
            rows = self._connection.execute("SELECT collection, count(*) FROM objects GROUP BY collection ORDER BY 1")
            return dict(rows.fetchall())

    def latest(self, collection: str, count: int) -> list[StoredObject]:
        """The most recently created objects, newest first."""
        with self._lock:
            rows = self._connection.execute(
                "SELECT body FROM objects WHERE collection = ? ORDER BY position DESC LIMIT ?", (collection, count)
            ).fetchall()
        return [loads_exactly(body) for (body,) in rows]

    def count(self, collection: str, condition: SqlCondition | None = None) -> int:
        values: tuple[Any, ...]
        if condition is None:
            sql, values = "SELECT count(*) FROM objects WHERE collection = ?", (collection,)
        else:
            table = quoted(self.layouts[collection].table)
            sql, values = f"SELECT count(*) FROM {table} v WHERE {condition.sql}", condition.values
        with self._lock:
            return int(self._connection.execute(sql, values).fetchone()[0])

    def page(
        self, collection: str, condition: SqlCondition | None, order: str, limit: int, offset: int
    ) -> tuple[int, list[str]]:
        """The number of objects that meet the condition, and the JSON texts of one page of them."""
        total, rows = self._page("o.body", collection, condition, order, limit, offset)
        return total, [text for (text,) in rows]

    def joined_page(
        self, collection: str, condition: SqlCondition | None, order: str, limit: int, offset: int
    ) -> tuple[int, bytes]:
        """The number of objects that meet the condition, and one page of them: their JSON in UTF-8, joined by commas.

        SQLite joins them, since a Python string for each object would take several times as long.
        """
        total, rows = self._page("CAST(group_concat(o.body) AS BLOB)", collection, condition, order, limit, offset)
        return total, (rows[0][0] or b"") if rows else b""

    def _page(
        self, selected: str, collection: str, condition: SqlCondition | None, order: str, limit: int, offset: int
    ) -> tuple[int, list[tuple[Any, ...]]]:
        table = quoted(self.layouts[collection].table)
        where = f"WHERE {condition.sql}" if condition is not None else ""
        values = condition.values if condition is not None else ()
        offset = min(offset, 2**62)
        with self._lock:
            total = self.count(collection, condition)
            if offset >= total:
                return total, []
            # CROSS JOIN makes SQLite go through the positions in their order, and look up the object of each.
            positions = f"SELECT v.position FROM {table} v {where} ORDER BY {order} LIMIT ? OFFSET ?"
            rows = self._connection.execute(
                f"SELECT {selected} FROM ({positions}) page CROSS JOIN objects o ON o.position = page.position",
                (*values, limit, offset),
            ).fetchall()
        return total, rows

    def missing(self, collection: str, sourced_ids: Iterable[str]) -> set[str]:
        """The ids that do not exist in the collection."""
        wanted = set(sourced_ids)
        return wanted - self._positions(collection, wanted).keys()

    def has(self, collection: str, sourced_id: str) -> bool:
        return bool(self._positions(collection, [sourced_id]))

    def _positions(self, collection: str, sourced_ids: Collection[str]) -> dict[str, int]:
        """The positions of those objects that exist, by id."""
        if len(sourced_ids) == 1:
            condition, value = "= ?", next(iter(sourced_ids))
        else:
            condition, value = "IN (SELECT value FROM json_each(?))", json.dumps(list(sourced_ids))
        sql = f"SELECT sourced_id, position FROM objects WHERE collection = ? AND sourced_id {condition}"
        with self._lock:
            return dict(self._connection.execute(sql, (collection, value)).fetchall())

    # Writing

    def put(self, collection: str, value: Mapping[str, Any]) -> StoredObject:
        """Create an object, or replace the one with the same sourcedId; returns the stored object."""
        stored = self.completed(collection, value)
        with self.transaction():
            self._write(collection, [stored])
        return stored

    def completed(self, collection: str, value: Mapping[str, Any]) -> StoredObject:
        """The object with what the server adds, as `put` would store it."""
        return self._with_server_properties(collection, value, utc_text(now()))

    def remove(self, collection: str, sourced_id: str) -> bool:
        """Remove an object permanently; False if it did not exist."""
        with self.transaction():
            run = self._connection.execute
            row = run(
                "SELECT position FROM objects WHERE collection = ? AND sourced_id = ?", (collection, sourced_id)
            ).fetchone()
            if row is None:
                return False
            for table in ("objects", "many", self.layouts[collection].table):
                run(f"DELETE FROM {quoted(table)} WHERE position = ?", row)
        return True

    def load(self, collection: str, values: Iterable[Mapping[str, Any]]) -> int:
        """Store many objects in one transaction, without validation; returns their number.

        A dateLastModified in an object is kept.
        """
        moment = utc_text(now())
        count = 0
        rest = iter(values)
        with self.transaction():
            while batch := list(islice(rest, _BATCH)):
                self._write(
                    collection,
                    [self._with_server_properties(collection, v, v.get("dateLastModified", moment)) for v in batch],
                )
                count += len(batch)
        return count

    def clear(self) -> None:
        """Remove all objects and credentials."""
        with self.transaction():
            tables = ["objects", "many", "credentials", *(layout.table for layout in self.layouts.values())]
            for table in tables:
                self._connection.execute(f"DELETE FROM {quoted(table)}")

    def _with_server_properties(self, collection: str, value: Mapping[str, Any], moment: str) -> StoredObject:
        properties = self.layouts[collection].entity.properties
        stored = dict(value)
        if "status" in properties:
            stored.setdefault("status", "active")
        if "dateLastModified" in properties:
            stored["dateLastModified"] = moment
        return self._form.complete(collection, stored)

    def _write(self, collection: str, values: list[StoredObject]) -> None:
        if collection in self._subscribers:
            self._written.setdefault(collection, []).extend(values)
        layout = self.layouts[collection]
        cursor = self._connection.cursor()
        # If a batch has two objects with the same id, the last one wins.
        latest = {value["sourcedId"]: value for value in values}
        positions = self._positions(collection, latest) if latest else {}
        for sourced_id, position in positions.items():
            cursor.execute("UPDATE objects SET body = ? WHERE position = ?", (encode(latest[sourced_id]), position))
            if layout.lists:
                cursor.execute("DELETE FROM many WHERE position = ?", (position,))
        for sourced_id, value in latest.items():
            if sourced_id not in positions:
                row = (collection, sourced_id, encode(value))
                cursor.execute("INSERT INTO objects (collection, sourced_id, body) VALUES (?, ?, ?)", row)
                assert cursor.lastrowid is not None
                positions[sourced_id] = cursor.lastrowid
        self._write_values(layout, [(positions[sourced_id], value) for sourced_id, value in latest.items()])

    def _write_values(self, layout: TableLayout, values: list[tuple[int, StoredObject]]) -> None:
        """Store the comparable values of objects, which have none in `many`."""
        run = self._connection
        run.executemany(layout.insert(), [layout.row(position, value) for position, value in values])
        run.executemany(
            "INSERT INTO many VALUES (?, ?, ?)",
            [row for position, value in values for row in layout.list_rows(position, value)],
        )

    # Credentials, which no list contains

    def put_credential(self, credential: Mapping[str, str]) -> tuple[str, str, bool]:
        """Store a password; returns the id of the credentials, the id of the profile, and whether they are new."""
        with self.transaction():
            key = (credential["user"], credential["application"], credential["username"])
            found = self._connection.execute(
                "SELECT id, profile FROM credentials WHERE user = ? AND application = ? AND username = ?", key
            ).fetchone()
            if found is not None:
                self._connection.execute(
                    "UPDATE credentials SET password = ? WHERE id = ?", (credential["password"], found[0])
                )
                return found[0], found[1], False
            profile = self._connection.execute(
                "SELECT profile FROM credentials WHERE user = ? AND application = ?", key[:2]
            ).fetchone()
            owner = profile[0] if profile else credential["profile"]
            self._connection.execute(
                "INSERT INTO credentials VALUES (?, ?, ?, ?, ?, ?)",
                (credential["id"], key[0], key[1], owner, key[2], credential["password"]),
            )
            return credential["id"], owner, True

    def password(self, user: str, credential_id: str) -> str | None:
        with self._lock:
            row = self._connection.execute(
                "SELECT password FROM credentials WHERE id = ? AND user = ?", (credential_id, user)
            ).fetchone()
        return None if row is None else row[0]


def _checked_path(path: str) -> str:
    """The path of a database, after a check that the file belongs to a sandbox.

    Nothing is written to another file or next to it.
    """
    if path in ("", ":memory:"):
        return path
    real = real_path(Path(path), "a database")
    check_database(
        real, use="a database", of=" of a sandbox", application_id=_APPLICATION_ID, older_tables=_OLDER_TABLES
    )
    return str(real)
