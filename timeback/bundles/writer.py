"""Writing of bundles that conform to OneRoster CSV 1.2."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any

from timeback._escaping.spreadsheet import is_formula
from timeback._spec.root_organisation import RootOrgFinder
from timeback._storage.database import temporary_database
from timeback._storage.errors import StorageErrors
from timeback.bundles.archive_writer import MAX_METADATA, DataFileWriter, Destination
from timeback.bundles.csv_schema import DATA_FILES
from timeback.bundles.encoded import EncodedObject, EncodedRow
from timeback.bundles.encoding_context import Mode
from timeback.bundles.manifest import manifest_rows
from timeback.bundles.object_to_rows import encode_object, reported_losses
from timeback.bundles.problems import Loss
from timeback.bundles.write_report import Refused, WriteReport
from timeback_runtime.frames import clears_locals
from timeback_runtime.times import utc_text

__all__ = ["BundleWriter"]

# Columns of these types never hold free text, so their cells cannot be formulas.
_TYPED_COLUMNS = frozenset(
    {"boolean", "date", "date_midnight", "datetime", "year", "integer", "number", "enum", "enum_list"}
)

_MAX_QUEUED = 500
"""Ids that are kept in memory before they are written to the database at once."""


class BundleWriter:
    """Writes a bundle of version 1.2: a zip file if the path ends in .zip, otherwise a folder.

    Use it as a context manager. The bundle is created when the block ends, and not at all if the block raises. Write
    objects in the order of `COLLECTIONS`: an enrollment or line item without a school gets the school of its class, and
    the root organisation is found among the organisations written before.

    mode: "bulk" (the full state: active objects only, without status and dateLastModified) or "delta" (changes)
    root_org: sourcedId of the organisation of academic sessions. The default is the root of the organisations written
        so far. The standard has no column for it. A session of another organisation gets a metadata column
    system_name, system_code: the source of the data, written to the manifest
    overwrite: whether to replace an existing zip file

    If the disk is full or a file cannot be written, a StorageError is raised and no files are left. Files that an
    earlier, killed run left in the same folder are removed, or named in a LeftoverWarning.

    `report` lists what was written and what was not. `refused` holds the reason why the last `write` or `accepts`
    returned False. Memory does not grow with the number of objects. Passwords are never written. Only the owner can
    read the files.
    """

    def __init__(
        self,
        path: str | Path,
        *,
        version: str = "1.2",
        mode: Mode = "bulk",
        root_org: str | None = None,
        system_name: str | None = None,
        system_code: str | None = None,
        overwrite: bool = False,
    ) -> None:
        if version != "1.2":
            raise ValueError("version must be 1.2; other versions cannot be written")
        if mode not in ("bulk", "delta"):
            raise ValueError("mode must be bulk or delta")
        self.path = Path(path)
        self.report = WriteReport()
        self._storing = StorageErrors(self.path, "write the bundle")
        self.refused: Refused | None = None
        self._destination = Destination(self.path, overwrite=overwrite)
        try:
            self._context = _WriterState(mode, root_org)
        except BaseException:
            self._destination.discard()
            raise
        self._source = (system_name, system_code)
        self._data_files: dict[str, DataFileWriter] = {}
        self._columns = {
            stem: [(i, column.name) for i, column in enumerate(file.columns) if column.type not in _TYPED_COLUMNS]
            for stem, file in DATA_FILES["1.2"].items()
        }
        self._open = True

    def __enter__(self) -> BundleWriter:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if kind is None:
            self.close()
        else:
            self.abort()

    @clears_locals
    def losses(self, collection: str, entity: Mapping[str, Any]) -> list[Loss]:
        """Return the losses that writing an object now would cause. Nothing is written."""
        return reported_losses(encode_object(collection, entity, self._context))

    @clears_locals
    def write(self, collection: str, entity: Mapping[str, Any]) -> bool:
        """Write an object. Return False if the standard cannot represent it; `refused` then holds the reason.

        Raises:
            StorageError: the disk is full, or the file cannot be written for another reason.
        """
        if not self._open:
            raise ValueError("the bundle is closed")
        encoded = encode_object(collection, entity, self._context)
        id_ = entity.get("sourcedId")
        shown = id_ if isinstance(id_, str) else None
        if encoded.refused is None and not self._context.add(collection, str(id_), encoded):
            encoded.refused = "sourcedId", "an object with this sourcedId was already written"
        if not self._accepts(collection, shown, encoded):
            return False
        with self._storing:
            for row in encoded.rows:
                self._add(row, encoded)
        if collection == "orgs":
            self._context.root.add(entity)
        self.report.objects[collection] += 1
        self.report.lost(collection, encoded.losses, shown)
        return True

    @clears_locals
    def accepts(self, collection: str, entity: Mapping[str, Any]) -> bool:
        """Return whether an object could be written now. If not, it is added to the report as refused."""
        id_ = entity.get("sourcedId")
        return self._accepts(
            collection, id_ if isinstance(id_, str) else None, encode_object(collection, entity, self._context)
        )

    def expect_org(self) -> None:
        """Announce that organisations follow after academic sessions, so that the root can still change."""
        self._context.orgs_to_come = True

    def _accepts(self, collection: str, sourced_id: str | None, encoded: EncodedObject) -> bool:
        self.refused = None
        if encoded.refused is not None:
            self.refused = Refused(collection, sourced_id, *encoded.refused)
            self.report.refuse(self.refused)
        return self.refused is None

    @clears_locals
    def write_all(self, collection: str, entities: Iterable[Mapping[str, Any]]) -> None:
        for entity in entities:
            self.write(collection, entity)

    def _add(self, row: EncodedRow, encoded: EncodedObject) -> None:
        data_file = self._data_files.get(row.stem)
        if data_file is None:
            data_file = self._data_files[row.stem] = DataFileWriter(DATA_FILES["1.2"][row.stem], self._destination.work)
        for key in data_file.rejected_metadata(row.metadata):
            del row.metadata[key]
            encoded.losses.append(
                Loss("metadata[]", "dropped", f"the file already has {MAX_METADATA} metadata columns")
            )
        line, cells = data_file.add(row.cells, row.metadata), row.cells
        for index, name in self._columns[row.stem]:
            if is_formula(cells[index]):
                self.report.add_formula(data_file.file.name, line, name)
        for key, text in row.metadata.items():
            if is_formula(text):
                self.report.add_formula(data_file.file.name, line, f"metadata.{key}")

    @clears_locals
    def close(self) -> WriteReport:
        """Finish the bundle and move it to its path.

        Raises:
            StorageError: it cannot be written. No files are left.
        """
        if not self._open:
            return self.report
        try:
            with self._storing:
                self._publish()
        finally:
            self.abort()
        return self.report

    def _publish(self) -> None:
        for data_file in self._data_files.values():
            data_file.finish()
        self.report.rows = {
            stem: self._data_files[stem].count for stem in DATA_FILES["1.2"] if stem in self._data_files
        }
        modes: dict[str, str] = dict.fromkeys(self._data_files, self._context.mode)
        data_files = [self._data_files[stem] for stem in DATA_FILES["1.2"] if stem in self._data_files]
        self._destination.publish(manifest_rows(modes, *self._source), data_files)

    def abort(self) -> None:
        """Discard the bundle and delete all temporary files."""
        if self._open:
            self._open = False
            for data_file in self._data_files.values():
                data_file.abandon()
            self._context.close()
            self._destination.discard()


class _WriterState:
    """Data of written objects that later objects need. It is kept in a temporary database to bound memory."""

    def __init__(self, mode: Mode, root_org: str | None) -> None:
        self.mode: Mode = mode
        self.now = utc_text(datetime.now(UTC))
        # A parent may be written later, so its absence means nothing yet.
        self.root = RootOrgFinder(complete=False)
        self._given_root = root_org
        self.orgs_to_come = False
        self._db = temporary_database()
        self._db.execute("PRAGMA journal_mode = OFF")
        self._db.execute("PRAGMA cache_size = -8192")
        self._db.execute("CREATE TABLE ids (file TEXT, id TEXT, PRIMARY KEY (file, id)) WITHOUT ROWID")
        self._db.execute("CREATE TABLE classes (id TEXT PRIMARY KEY, course TEXT, school TEXT) WITHOUT ROWID")
        self._db.execute("BEGIN")
        # Ids that are not in the database yet, and the highest id of each file.
        self._queued: list[tuple[str, str]] = []
        self._highest: dict[str, str] = {}

    @property
    def root_org(self) -> str | None:
        return self._given_root if self._given_root is not None else self.root.id

    @property
    def certain_root(self) -> str | None:
        if self._given_root is None and (self.orgs_to_come or self.root.has_unknown_parents):
            return None
        return self.root_org

    def class_of(self, sourced_id: str) -> tuple[str | None, str | None] | None:
        found = self._db.execute("SELECT course, school FROM classes WHERE id = ?", (sourced_id,)).fetchone()
        return None if found is None else (found[0], found[1])

    def has(self, file: str, id_: str) -> bool:
        if id_ > self._highest.get(file, ""):
            return False
        self._write_queued()
        found = self._db.execute("SELECT 1 FROM ids WHERE file = ? AND id = ?", (file, id_)).fetchone()
        return found is not None

    def _add_id(self, file: str, id_: str) -> bool:
        """Add an id and return whether it is new. Most objects come in the order of their ids, without a query."""
        if self.has(file, id_):
            return False
        self._highest[file] = max(id_, self._highest.get(file, ""))
        self._queued.append((file, id_))
        if len(self._queued) >= _MAX_QUEUED:
            self._write_queued()
        return True

    def _write_queued(self) -> None:
        queued, self._queued = self._queued, []
        if queued:
            self._db.executemany("INSERT INTO ids VALUES (?, ?)", queued)

    def add(self, collection: str, id_: str, encoded: EncodedObject) -> bool:
        """Add an object and return whether it is new."""
        if not self._add_id(collection, id_):
            return False
        for row in encoded.rows[1:]:
            if row.stem == "userProfiles":
                self._add_id(row.stem, row.cells[0])
        if collection == "classes":
            header, cells = DATA_FILES["1.2"]["classes"].header, encoded.rows[0].cells
            taught = (id_, cells[header.index("courseSourcedId")], cells[header.index("schoolSourcedId")])
            self._db.execute("INSERT INTO classes VALUES (?, ?, ?)", taught)
        return True

    def close(self) -> None:
        self._db.close()
