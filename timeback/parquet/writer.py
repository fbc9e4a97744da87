"""Writing objects into Parquet files, a group of rows at a time."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, BinaryIO, Final, Self

from timeback._storage.atomic_write import StorageErrors
from timeback.parquet.coercion import Rest, as_json, fits, patterns, row
from timeback.parquet.folder import Workshop, arrow
from timeback.parquet.report import OTHER, ParquetReport
from timeback.parquet.schema import Items, Kind, Record, columns
from timeback_runtime.errors import InvalidRequestError
from timeback_runtime.frames import clears_locals

if TYPE_CHECKING:
    import pyarrow  # type: ignore[import-untyped, import-not-found, unused-ignore]

BATCH: Final = 500
"""Rows that wait as Python objects."""
GROUP_ROWS: Final = 20_000
GROUP_BYTES: Final = 4 * 2**20
"""Where a group of rows ends. Several files may be open at once, each with a group in memory."""


def schema(collection: str) -> pyarrow.Schema:
    """The columns that the file of a collection has, whatever is in it.

    Args:
        collection: its wire name, such as ``users``.

    Raises:
        InvalidRequestError: there is no such collection.
        ImportError: pyarrow is not installed.
    """
    pa = arrow()
    fields = [pa.field(name, _type(pa, kind)) for name, kind in columns(collection).fields.items()]
    made: pyarrow.Schema = pa.schema([*fields, pa.field(OTHER, pa.string())])
    return made


class ParquetWriter:
    """Writes objects into a folder, ``users.parquet`` for users and so on.

    Use it as a context manager: the folder is there, whole, when the block ends, and not at all if it ends by an error
    or the process is killed. A collection without objects has no file. Memory does not grow with the number of objects.
    Passwords are never written. Files can be read by their owner alone.

    What an earlier run left behind in the same folder that was killed is removed, or named by a LeftoverWarning.

    ``report`` says what was written, and what of it is in the column ``_other``.
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        """Make the files' temporary place, beside the folder.

        Args:
            path: the folder; it is made, or is there and empty.

        Raises:
            InvalidRequestError: the path cannot be a new folder.
            ImportError: pyarrow is not installed.
            StorageError: the temporary place cannot be made.
        """
        arrow()
        self.path = Path(path)
        self.report = ParquetReport()
        self._storing = StorageErrors(self.path, "write the Parquet files")
        self._workshop = Workshop(self.path)
        self._sheets: dict[str, _Sheet] = {}
        self._open = True

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if kind is None:
            self.close()
        else:
            self.abort()

    @clears_locals
    def write(self, collection: str, entity: Mapping[str, Any]) -> None:
        """Write an object, given as JSON values under wire names, as ``to_dict()`` of a model gives it.

        Raises:
            InvalidRequestError: there is no such collection, or the object is nested too deep.
            StorageError: the disk is full, or does not take it for another reason.
        """
        if not self._open:
            raise ValueError("the writer is closed")
        sheet = self._sheets.get(collection)
        if sheet is None:
            made, record = schema(collection), columns(collection)
            with self._storing:
                sheet = _Sheet(made, record, self._workshop.open(f"{collection}.parquet"))
            self._sheets[collection] = sheet
        # Content of QTI has an identifier.
        sourced_id = entity.get("sourcedId", entity.get("identifier"))
        try:
            with self._storing:
                aside = sheet.add(entity)
        except RecursionError:
            raise InvalidRequestError("it is nested too deep to be written") from None
        self.report.objects[collection] += 1
        if aside:
            self.report.set_aside(collection, patterns(aside), sourced_id if isinstance(sourced_id, str) else None)

    @clears_locals
    def write_all(self, collection: str, entities: Iterable[Mapping[str, Any]]) -> None:
        """Write objects as they come; see ``write``."""
        for entity in entities:
            self.write(collection, entity)

    @clears_locals
    def close(self) -> ParquetReport:
        """Put the folder in its place.

        Raises:
            StorageError: it cannot be written. Nothing is left behind then.
        """
        if not self._open:
            return self.report
        try:
            with self._storing:
                for sheet in self._sheets.values():
                    sheet.finish()
                self._workshop.publish()
        finally:
            self.abort()
        return self.report

    def abort(self) -> None:
        """Leave nothing behind."""
        if self._open:
            self._open = False
            for sheet in self._sheets.values():
                sheet.abandon()
            self._workshop.discard()


class _Sheet:
    """One file."""

    def __init__(self, made: Any, record: Record, stream: BinaryIO) -> None:
        self._schema = made
        self._fits = fits(record)
        self._stream = stream
        try:
            self._writer = arrow("pyarrow.parquet").ParquetWriter(stream, made, compression="zstd")
        except BaseException:
            stream.close()
            raise
        self._rows: list[dict[str, Any]] = []
        self._batches: list[Any] = []
        self._bytes = 0

    def add(self, entity: Mapping[str, Any]) -> Rest:
        values, aside = row(self._fits, entity)
        if aside:
            values[OTHER] = as_json({one.path: one.value for one in aside})
        self._rows.append(values)
        if len(self._rows) >= BATCH:
            self._convert()
        return aside

    def finish(self) -> None:
        """Write what is left, and see it on the disk."""
        self._convert()
        self._write_group()
        self._writer.close()
        self._stream.flush()
        os.fsync(self._stream.fileno())
        self._stream.close()

    def abandon(self) -> None:
        """Close the file, which goes away: what the disk does not take is lost with it."""
        for part in (self._writer, self._stream):
            with contextlib.suppress(OSError):
                part.close()

    def _convert(self) -> None:
        if not self._rows:
            return
        batch = arrow().RecordBatch.from_pylist(self._rows, schema=self._schema)
        self._rows = []
        self._batches.append(batch)
        self._bytes += batch.nbytes
        if self._bytes >= GROUP_BYTES or len(self._batches) * BATCH >= GROUP_ROWS:
            self._write_group()

    def _write_group(self) -> None:
        if self._batches:
            self._writer.write_table(arrow().Table.from_batches(self._batches))
        self._batches, self._bytes = [], 0


def _type(pa: Any, kind: Kind) -> Any:
    if isinstance(kind, Items):
        return pa.list_(_type(pa, kind.of))
    if isinstance(kind, Record):
        return pa.struct([pa.field(name, _type(pa, inner)) for name, inner in kind.fields.items()])
    return {
        "text": pa.string(),
        "word": pa.string(),
        "truth": pa.bool_(),
        "whole": pa.int64(),
        "number": pa.float64(),
        "moment": pa.timestamp("us", tz="UTC"),
        "day": pa.date32(),
        "json": pa.string(),
    }[kind]
