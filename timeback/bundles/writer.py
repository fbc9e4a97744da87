"""Writing a bundle, strictly as version 1.2 has it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any

from timeback._storage.atomic_write import StorageErrors
from timeback._storage.database import temporary_database
from timeback.bundles.archive_writer import MAX_METADATA, Destination, Sheet
from timeback.bundles.csv_schema import LAYOUTS
from timeback.bundles.encoded import Encoded, Row
from timeback.bundles.manifest import manifest_rows
from timeback.bundles.object_to_rows import Mode, encode, said
from timeback.bundles.problems import Loss
from timeback.bundles.root_org import Root
from timeback.bundles.write_report import Refused, WriteReport
from timeback_runtime.frames import clears_locals

__all__ = ["BundleWriter"]

# Cells of these kinds are numbers, dates and words of a list: never what someone typed.
_HARMLESS = frozenset({"flag", "date", "day", "instant", "year", "int", "float", "word", "words"})


class BundleWriter:
    """Writes a bundle of version 1.2, a zip file if the path ends in .zip and a folder otherwise.

    Use it as a context manager: the bundle is there, whole, when the block ends, and not at all if it ends by an
    error. Objects are best written in the order of `COLLECTIONS`, since the school of an enrollment or line item that
    does not name it is taken from the class, and the root organisation from the organisations before.

    mode: "bulk" (a full state, only what is in use, without status and time of change) or "delta" (changes)
    root_org: sourcedId of the organisation of academic sessions; without it the root of the organisations written so
        far. The standard has no column for it: where a session is of another one, a column of metadata says so
    system_name, system_code: what the manifest says about where the data is from
    overwrite: whether an existing zip file is replaced

    It raises a StorageError where the disk does not take it, and leaves nothing behind then. What an earlier run left
    behind in the same folder that was killed is removed, or named by a LeftoverWarning.

    `report` says what was written and what was not, `refused` why the last `write` or `accepts` gave False. Memory
    does not grow with the number of objects. Passwords are never written. Files can be read by their owner alone.
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
            raise ValueError("only version 1.2 is written")
        if mode not in ("bulk", "delta"):
            raise ValueError("mode is bulk or delta")
        self.path = Path(path)
        self.report = WriteReport()
        self._storing = StorageErrors(self.path, "write the bundle")
        self.refused: Refused | None = None
        self._destination = Destination(self.path, overwrite=overwrite)
        try:
            self._context = _Written(mode, root_org)
        except BaseException:
            self._destination.discard()
            raise
        self._source = (system_name, system_code)
        self._sheets: dict[str, Sheet] = {}
        self._columns = {
            stem: [(i, column.name) for i, column in enumerate(file.columns) if column.kind not in _HARMLESS]
            for stem, file in LAYOUTS["1.2"].items()
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
        """What would be lost of an object, by what was written so far. Nothing is written."""
        return said(encode(collection, entity, self._context))

    @clears_locals
    def write(self, collection: str, entity: Mapping[str, Any]) -> bool:
        """Write an object. False where the standard cannot carry it; the report says why.

        Raises:
            StorageError: the disk is full, or does not take it for another reason.
        """
        if not self._open:
            raise ValueError("the bundle is closed")
        encoded = encode(collection, entity, self._context)
        id_ = entity.get("sourcedId")
        shown = id_ if isinstance(id_, str) else None
        if encoded.refused is None and not self._context.add(collection, str(id_), encoded):
            encoded.refused = "sourcedId", "an object with this sourcedId was written before"
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
        """Whether an object could be written, by what was written so far. A refusal goes into the report."""
        id_ = entity.get("sourcedId")
        return self._accepts(
            collection, id_ if isinstance(id_, str) else None, encode(collection, entity, self._context)
        )

    def expect_org(self) -> None:
        """Know that an organisation will be written after academic sessions, so that the root may still change."""
        self._context.orgs_to_come = True

    def _accepts(self, collection: str, sourced_id: str | None, encoded: Encoded) -> bool:
        self.refused = None
        if encoded.refused is not None:
            self.refused = Refused(collection, sourced_id, *encoded.refused)
            self.report.refuse(self.refused)
        return self.refused is None

    @clears_locals
    def write_all(self, collection: str, entities: Iterable[Mapping[str, Any]]) -> None:
        for entity in entities:
            self.write(collection, entity)

    def _add(self, row: Row, encoded: Encoded) -> None:
        sheet = self._sheets.get(row.stem)
        if sheet is None:
            sheet = self._sheets[row.stem] = Sheet(LAYOUTS["1.2"][row.stem], self._destination.work)
        for key in [key for key in row.metadata if not sheet.room_for(key)]:
            del row.metadata[key]
            encoded.losses.append(Loss("metadata[]", "dropped", f"more than {MAX_METADATA} names of metadata"))
        line = sheet.add(row.cells, row.metadata)
        look = self.report.look_for_formula
        for index, name in self._columns[row.stem]:
            look(sheet.file.name, line, name, row.cells[index])
        for key, text in row.metadata.items():
            look(sheet.file.name, line, f"metadata.{key}", text)

    @clears_locals
    def close(self) -> WriteReport:
        """Put the bundle in its place.

        Raises:
            StorageError: it cannot be written. Nothing is left behind then.
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
        for sheet in self._sheets.values():
            sheet.finish()
        self.report.rows = {stem: self._sheets[stem].count for stem in LAYOUTS["1.2"] if stem in self._sheets}
        modes: dict[str, str] = dict.fromkeys(self._sheets, self._context.mode)
        sheets = [self._sheets[stem] for stem in LAYOUTS["1.2"] if stem in self._sheets]
        self._destination.publish(manifest_rows(modes, *self._source), sheets)

    def abort(self) -> None:
        """Leave nothing behind."""
        if self._open:
            self._open = False
            for sheet in self._sheets.values():
                sheet.abandon()
            self._context.close()
            self._destination.discard()


class _Written:
    """What was written so far, as far as later objects need it; in a temporary database, so that memory stays flat."""

    def __init__(self, mode: Mode, root_org: str | None) -> None:
        self.mode: Mode = mode
        self.now = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        self.root = Root()
        self._given_root = root_org
        self.orgs_to_come = False
        self._db = temporary_database()
        self._db.execute("PRAGMA journal_mode = OFF")
        self._db.execute("PRAGMA cache_size = -8192")
        self._db.execute("CREATE TABLE ids (file TEXT, id TEXT, PRIMARY KEY (file, id)) WITHOUT ROWID")
        self._db.execute("CREATE TABLE classes (id TEXT PRIMARY KEY, course TEXT, school TEXT) WITHOUT ROWID")
        self._db.execute("BEGIN")

    @property
    def root_org(self) -> str | None:
        return self._given_root if self._given_root is not None else self.root.id

    @property
    def certain_root(self) -> str | None:
        return None if self.orgs_to_come and self._given_root is None else self.root_org

    def class_of(self, sourced_id: str) -> tuple[str | None, str | None] | None:
        found = self._db.execute("SELECT course, school FROM classes WHERE id = ?", (sourced_id,)).fetchone()
        return None if found is None else (found[0], found[1])

    def has(self, file: str, id_: str) -> bool:
        found = self._db.execute("SELECT 1 FROM ids WHERE file = ? AND id = ?", (file, id_)).fetchone()
        return found is not None

    def add(self, collection: str, id_: str, encoded: Encoded) -> bool:
        """Whether the object is new."""
        if self._db.execute("INSERT OR IGNORE INTO ids VALUES (?, ?)", (collection, id_)).rowcount != 1:
            return False
        for row in encoded.rows[1:]:
            if row.stem == "userProfiles":
                self._db.execute("INSERT OR IGNORE INTO ids VALUES (?, ?)", (row.stem, row.cells[0]))
        if collection == "classes":
            header, cells = LAYOUTS["1.2"]["classes"].header, encoded.rows[0].cells
            taught = (id_, cells[header.index("courseSourcedId")], cells[header.index("schoolSourcedId")])
            self._db.execute("INSERT INTO classes VALUES (?, ?, ?)", taught)
        return True

    def close(self) -> None:
        self._db.close()
