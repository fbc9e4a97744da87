"""Atomic writing of bundles as zip files or folders: rows are buffered on disk and published at the end."""

from __future__ import annotations

import contextlib
import csv
import io
import os
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

from timeback._storage.part_folder import PartFolder, create_private_file
from timeback.bundles.csv_schema import DataFile
from timeback.bundles.header import METADATA
from timeback.bundles.problems import bundle_error

MAX_METADATA: Final = 500
# A fixed date (the earliest of the zip format), so that the same objects give the same file.
_DATE: Final = (1980, 1, 1, 0, 0, 0)


class DataFileWriter:
    """Writes the rows of one data file.

    New metadata columns can appear with every row, but the header comes first. Therefore the rows are buffered in a
    file without a header, and padded with blank cells when all columns are known.
    """

    def __init__(self, file: DataFile, folder: Path) -> None:
        self.file = file
        self.count = 0
        self.metadata: dict[str, int] = {}
        self._widths: list[tuple[int, int]] = []
        self._path = folder / f"{file.stem}.rows"
        self._stream = create_private_file(self._path)
        self._text = io.TextIOWrapper(self._stream, encoding="utf-8", newline="", write_through=False)
        self._writer: Any = csv.writer(self._text, lineterminator="\r\n")

    def rejected_metadata(self, names: Iterable[str]) -> list[str]:
        """Return the names for which the file has no metadata column, and cannot get one."""
        if len(self.metadata) < MAX_METADATA:
            return []
        return [name for name in names if name not in self.metadata]

    def add(self, cells: list[str], metadata: dict[str, str]) -> int:
        """Write a row and return its line number in the file."""
        for key in metadata:
            if key not in self.metadata:
                self.metadata[key] = len(self.metadata)
        if not self._widths or self._widths[-1][1] != len(self.metadata):
            self._widths.append((self.count, len(self.metadata)))
        row = cells + [metadata.get(key, "") for key in self.metadata] if self.metadata else cells
        self._writer.writerow(row)
        self.count += 1
        return self.count + 1

    def finish(self) -> None:
        self._text.close()

    def abandon(self) -> None:
        """Close the buffer without an error: it will be deleted, so a failed flush does not matter."""
        with contextlib.suppress(OSError):
            self._text.close()

    def lines(self) -> Iterator[bytes]:
        """Yield the content of the finished file, in chunks."""
        header = io.StringIO(newline="")
        names = [*self.file.header, *(METADATA + key for key in self.metadata)]
        csv.writer(header, lineterminator="\r\n").writerow(names)
        yield header.getvalue().encode()
        with self._path.open("rb") as rows:
            for index, (start, width) in enumerate(self._widths):
                missing = len(self.metadata) - width
                end = self._widths[index + 1][0] if index + 1 < len(self._widths) else self.count
                if not missing:
                    # No row after this one lacks a column: copy the rest unchanged.
                    yield from iter(lambda: rows.read(1 << 16), b"")
                    return
                blanks = b"," * missing + b"\r\n"
                for _ in range(end - start):
                    yield rows.readline()[:-2] + blanks

    def size(self) -> int:
        return self._path.stat().st_size + (self.count + 1) * len(self.metadata) + (1 << 16)


def find_problem(path: Path, *, overwrite: bool) -> tuple[str, str] | None:
    """Return why a new bundle cannot be written at a path, as the code of a problem and its text; None if it can."""
    is_zip = path.suffix.lower() == ".zip"
    if not path.absolute().parent.is_dir():
        return "no-folder", "the parent folder does not exist; create it first"
    if is_zip and path.is_dir():
        return "exists", "a folder with this name exists; choose another name"
    if is_zip and path.exists() and not overwrite:
        return "exists", "the file exists; choose another name"
    if not is_zip and path.exists() and not (path.is_dir() and not any(path.iterdir())):
        return "exists", "a file or a non-empty folder with this name exists; choose another name"
    return None


class Destination:
    """The path of the new bundle. It is built in a folder beside it, on the same disk, and moved there at the end."""

    def __init__(self, path: Path, *, overwrite: bool) -> None:
        self.path = path
        self.is_zip = path.suffix.lower() == ".zip"
        if (problem := find_problem(path, overwrite=overwrite)) is not None:
            code, reason = problem
            hint = ", or pass overwrite=True" if self.is_zip and path.is_file() else ""
            raise bundle_error(path.name, code, f"{reason}{hint}")
        self._part = PartFolder(path, action="write the bundle")
        self.work = self._part.path

    def publish(self, manifest: Iterable[tuple[str, str]], data_files: list[DataFileWriter]) -> None:
        text = io.StringIO(newline="")
        csv.writer(text, lineterminator="\r\n").writerows(manifest)
        first = text.getvalue().encode()
        if self.is_zip:
            self._publish_zip(first, data_files)
        else:
            self._publish_folder(first, data_files)
        self.discard()

    def _publish_zip(self, manifest: bytes, data_files: list[DataFileWriter]) -> None:
        made = self.work / "bundle.zip"
        with create_private_file(made) as stream:
            with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
                archive.writestr(_member("manifest.csv"), manifest)
                for data_file in data_files:
                    info = _member(data_file.file.name)
                    info.file_size = data_file.size()
                    with archive.open(info, "w") as member:
                        for line in data_file.lines():
                            member.write(line)
            _to_disk(stream)
        self._part.publish(made.name)

    def _publish_folder(self, manifest: bytes, data_files: list[DataFileWriter]) -> None:
        made = self.work / "bundle"
        made.mkdir(mode=0o700)
        for name, lines in [("manifest.csv", iter([manifest])), *((s.file.name, s.lines()) for s in data_files)]:
            with create_private_file(made / name) as stream:
                for line in lines:
                    stream.write(line)
                _to_disk(stream)
        self._part.publish(made.name)

    def discard(self) -> None:
        self._part.discard()


def _to_disk(stream: io.BufferedWriter) -> None:
    stream.flush()
    os.fsync(stream.fileno())


def _member(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, _DATE)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o100600 << 16
    return info
