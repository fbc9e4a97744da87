"""Writes objects to Parquet files, one row group at a time."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Final, Self

from timeback._arrow.batches import batch_converter
from timeback._arrow.coercion import patterns
from timeback._arrow.schema import arrow, schema
from timeback._storage.errors import StorageErrors
from timeback.parquet.folder import TemporaryFolder
from timeback.parquet.report import ParquetReport
from timeback_runtime.errors import InvalidRequestError
from timeback_runtime.frames import clears_locals

BATCH: Final = 500
"""Objects that are kept before they become an Arrow batch."""
GROUP_ROWS: Final = 20_000
GROUP_BYTES: Final = 4 * 2**20
"""Limits of a row group. Several files may be open at once, each with a row group in memory."""

_SCALARS: Final = frozenset({str, int, float, bool, type(None)})


class NestingError(InvalidRequestError):
    """Objects are nested too deeply to be written.

    Attributes:
        indexes: their places in the page; 0 for a single object.
    """

    def __init__(self, collection: str, indexes: Sequence[int] = (0,)) -> None:
        super().__init__(f"{collection}: the object is nested too deeply to be written")
        self.indexes = tuple(indexes)


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
        self._waiting: dict[str, list[Mapping[str, Any]]] = {}
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
    def write(self, collection: str, entity: Mapping[str, Any], *, copy: bool = True) -> None:
        """Write an object, given as JSON values: the result of a model's ``to_dict()``.

        Args:
            copy: whether the object is copied, because it may be changed after the call. Objects are converted later.

        Raises:
            InvalidRequestError: there is no such collection, or the object is nested too deeply.
            StorageError: the disk is full, or the file cannot be written for another reason.
        """
        try:
            if copy:
                entity = _copied(entity)
            else:
                # Found here, the problem is that of this object, and not of one that is written later.
                _visit(entity)
        except RecursionError:
            raise NestingError(collection) from None
        self._open_file(collection)
        waiting = self._waiting[collection]
        waiting.append(entity)
        if len(waiting) >= BATCH:
            self._convert_waiting(collection)

    @clears_locals
    def write_page(self, collection: str, entities: Sequence[Mapping[str, Any]]) -> None:
        """Write several objects at once, given as JSON values: a page as the server sent it.

        This is faster than ``write``, which copies each object.

        Raises:
            InvalidRequestError: there is no such collection, or an object is nested too deeply. The others are written.
            StorageError: the disk is full, or the file cannot be written for another reason.
        """
        self._open_file(collection)
        self._convert_waiting(collection)
        self._convert(collection, entities)

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
                for collection, file in self._files.items():
                    self._convert_waiting(collection)
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

    def _open_file(self, collection: str) -> None:
        """Create the file of a collection before its first object."""
        if not self._open:
            raise ValueError("the writer is closed")
        if collection not in self._files:
            arrow_schema = schema(collection)
            with self._storing:
                file = _ParquetFile(arrow_schema, self._folder.open(f"{collection}.parquet"))
            self._files[collection] = file
            self._waiting[collection] = []

    def _convert_waiting(self, collection: str) -> None:
        """Convert the objects that wait, and write them once there are enough for a row group."""
        objects, self._waiting[collection] = self._waiting[collection], []
        self._convert(collection, objects)

    def _convert(self, collection: str, objects: Sequence[Mapping[str, Any]]) -> None:
        """Convert objects: all at once, or one by one if one of them is nested too deeply.

        Raises:
            NestingError: for these objects. The others are written.
        """
        if not objects:
            return
        try:
            self._write_batch(collection, objects)
        except RecursionError:
            failed = []
            for index, one in enumerate(objects):
                try:
                    self._write_batch(collection, [one])
                except RecursionError:
                    failed.append(index)
            raise NestingError(collection, failed) from None

    def _write_batch(self, collection: str, objects: Sequence[Mapping[str, Any]]) -> None:
        batch, aside = batch_converter(collection).convert(objects)
        self.report.objects[collection] += len(objects)
        with self._storing:
            self._files[collection].add(batch)
        for index, rejected in aside.items():
            # QTI content has an identifier.
            sourced_id = objects[index].get("sourcedId", objects[index].get("identifier"))
            self.report.set_aside(collection, patterns(rejected), sourced_id if isinstance(sourced_id, str) else None)


def _copied(value: Any) -> Any:
    """A copy of a JSON value, so that the caller may change its objects before they are converted."""
    if isinstance(value, (dict, Mapping)):
        return {key: one if type(one) in _SCALARS else _copied(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [one if type(one) in _SCALARS else _copied(one) for one in value]
    return value


def _visit(value: Any) -> None:
    """Visit every object and list of a JSON value, to raise RecursionError if it is nested too deeply."""
    for one in value.values() if isinstance(value, Mapping) else value:
        if type(one) not in _SCALARS and isinstance(one, (Mapping, list, tuple)):
            _visit(one)


class _ParquetFile:
    """One file."""

    def __init__(self, schema: Any, stream: BinaryIO) -> None:
        self._stream = stream
        try:
            self._writer = arrow("pyarrow.parquet").ParquetWriter(stream, schema, compression="zstd")
        except BaseException:
            stream.close()
            raise
        self._batches: list[Any] = []
        self._rows = self._bytes = 0

    def add(self, batch: Any) -> None:
        """Keep a batch, and write a row group once it is large enough."""
        self._batches.append(batch)
        self._rows += batch.num_rows
        self._bytes += batch.nbytes
        if self._bytes >= GROUP_BYTES or self._rows >= GROUP_ROWS:
            self._write_group()

    def finish(self) -> None:
        """Write the remaining rows, and flush the file to the disk."""
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

    def _write_group(self) -> None:
        if self._batches:
            self._writer.write_table(arrow().Table.from_batches(self._batches))
        self._batches, self._rows, self._bytes = [], 0, 0
