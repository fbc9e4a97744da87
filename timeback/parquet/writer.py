"""Writes objects to Parquet files, one row group at a time."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, BinaryIO, Final, Self

from timeback._storage.errors import StorageErrors
from timeback.parquet.coercion import Rejected, as_json, converters, patterns, row
from timeback.parquet.folder import TemporaryFolder, arrow
from timeback.parquet.report import OTHER, ParquetReport
from timeback.parquet.schema import ColumnType, ListType, StructType, columns
from timeback_runtime.errors import InvalidRequestError
from timeback_runtime.frames import clears_locals

if TYPE_CHECKING:
    import pyarrow  # type: ignore[import-untyped, import-not-found, unused-ignore]

BATCH: Final = 500
"""Rows that are kept as Python objects before they become an Arrow batch."""
GROUP_ROWS: Final = 20_000
GROUP_BYTES: Final = 4 * 2**20
"""Limits of a row group. Several files may be open at once, each with a row group in memory."""


def schema(collection: str) -> pyarrow.Schema:
    """The Arrow schema of a collection's file. It does not depend on the objects.

    Args:
        collection: its name in the API, such as ``users``.

    Raises:
        InvalidRequestError: there is no such collection.
        ImportError: pyarrow is not installed.
    """
    pa = arrow()
    fields = [pa.field(name, _type(pa, column)) for name, column in columns(collection).fields.items()]
    made: pyarrow.Schema = pa.schema([*fields, pa.field(OTHER, pa.string())])
    return made


class ParquetWriter:
    """Writes objects to a folder of Parquet files: users to ``users.parquet``, and so on.

    Use it as a context manager. The folder appears, complete, when the block ends. If the block raises an error or the
    process is killed, it does not appear. A collection without objects has no file. Memory use does not grow with the
    number of objects. Passwords are never written. Files are readable by their owner only.

    Temporary files of an earlier run that was killed are removed, or reported by a LeftoverWarning.

    ``report`` has the numbers of objects, and the properties that were written to the column ``_other``.
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        """Create the temporary folder for the files, beside the output folder.

        Args:
            path: the output folder. It must not exist, or be empty.

        Raises:
            InvalidRequestError: the path cannot be a new folder.
            ImportError: pyarrow is not installed.
            StorageError: the temporary folder cannot be created.
        """
        arrow()
        self.path = Path(path)
        self.report = ParquetReport()
        self._storing = StorageErrors(self.path, "write the Parquet files")
        self._folder = TemporaryFolder(self.path)
        self._files: dict[str, _ParquetFile] = {}
        self._open = True

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, error_type: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if error is None:
            self.close()
        else:
            self.abort()

    @clears_locals
    def write(self, collection: str, entity: Mapping[str, Any]) -> None:
        """Write an object, given as JSON values: the result of a model's ``to_dict()``.

        Raises:
            InvalidRequestError: there is no such collection, or the object is nested too deeply.
            StorageError: the disk is full, or the file cannot be written for another reason.
        """
        if not self._open:
            raise ValueError("the writer is closed")
        file = self._files.get(collection)
        if file is None:
            arrow_schema, struct = schema(collection), columns(collection)
            with self._storing:
                file = _ParquetFile(arrow_schema, struct, self._folder.open(f"{collection}.parquet"))
            self._files[collection] = file
        # QTI content has an identifier.
        sourced_id = entity.get("sourcedId", entity.get("identifier"))
        try:
            with self._storing:
                aside = file.add(entity)
        except RecursionError:
            raise InvalidRequestError(f"{collection}: the object is nested too deeply to be written") from None
        self.report.objects[collection] += 1
        if aside:
            self.report.set_aside(collection, patterns(aside), sourced_id if isinstance(sourced_id, str) else None)

    @clears_locals
    def write_all(self, collection: str, entities: Iterable[Mapping[str, Any]]) -> None:
        """Write several objects, one by one; see ``write``."""
        for entity in entities:
            self.write(collection, entity)

    @clears_locals
    def close(self) -> ParquetReport:
        """Complete the files, and rename the temporary folder to the output folder.

        Raises:
            StorageError: the files cannot be written. The temporary folder is removed.
        """
        if not self._open:
            return self.report
        try:
            with self._storing:
                for file in self._files.values():
                    file.finish()
                self._folder.publish()
        finally:
            self.abort()
        return self.report

    def abort(self) -> None:
        """Remove the temporary folder. Does nothing after ``close``."""
        if self._open:
            self._open = False
            for file in self._files.values():
                file.abandon()
            self._folder.discard()


class _ParquetFile:
    """One file."""

    def __init__(self, schema: Any, struct: StructType, stream: BinaryIO) -> None:
        self._schema = schema
        self._converters = converters(struct)
        self._stream = stream
        try:
            self._writer = arrow("pyarrow.parquet").ParquetWriter(stream, schema, compression="zstd")
        except BaseException:
            stream.close()
            raise
        self._rows: list[dict[str, Any]] = []
        self._batches: list[Any] = []
        self._bytes = 0

    def add(self, entity: Mapping[str, Any]) -> Rejected:
        values, aside = row(self._converters, entity)
        if aside:
            values[OTHER] = as_json({one.path: one.value for one in aside})
        self._rows.append(values)
        if len(self._rows) >= BATCH:
            self._convert()
        return aside

    def finish(self) -> None:
        """Write the remaining rows, and flush the file to the disk."""
        self._convert()
        self._write_group()
        self._writer.close()
        self._stream.flush()
        os.fsync(self._stream.fileno())
        self._stream.close()

    def abandon(self) -> None:
        """Close the file without completing it. It is removed later, so errors in writing do not matter."""
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


def _type(pa: Any, column: ColumnType) -> Any:
    if isinstance(column, ListType):
        return pa.list_(_type(pa, column.element))
    if isinstance(column, StructType):
        return pa.struct([pa.field(name, _type(pa, inner)) for name, inner in column.fields.items()])
    return {
        "text": pa.string(),
        "number_as_text": pa.string(),
        "boolean": pa.bool_(),
        "integer": pa.int64(),
        "number": pa.float64(),
        "datetime": pa.timestamp("us", tz="UTC"),
        "date": pa.date32(),
        "json": pa.string(),
    }[column]
