"""Files on their way out: rows go to disk as they come, and the bundle appears whole or not at all."""

from __future__ import annotations

import contextlib
import csv
import io
import os
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

from timeback._storage.part_folder import PartFolder
from timeback.bundles.archive_reader import refusal
from timeback.bundles.csv_schema import File
from timeback.bundles.header import METADATA

MAX_METADATA: Final = 500
# A date that a zip file can hold, so that the same objects give the same file.
_DATE: Final = (1980, 1, 1, 0, 0, 0)


class Sheet:
    """The rows of one file. Names of metadata come up as rows are written, and the header stands above all of them:
    so rows wait in a file without one, and are filled up with blanks when all names are known."""

    def __init__(self, file: File, folder: Path) -> None:
        self.file = file
        self.count = 0
        self.metadata: dict[str, int] = {}
        self._widths: list[tuple[int, int]] = []
        self._path = folder / f"{file.stem}.rows"
        self._stream = _private(self._path)
        self._text = io.TextIOWrapper(self._stream, encoding="utf-8", newline="", write_through=False)
        self._writer: Any = csv.writer(self._text, lineterminator="\r\n")

    def room_for(self, key: str) -> bool:
        return key in self.metadata or len(self.metadata) < MAX_METADATA

    def add(self, cells: list[str], metadata: dict[str, str]) -> int:
        """Write a row. Its line in the file comes back."""
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
        """Close the file, which goes away: what the disk does not take is lost with it."""
        with contextlib.suppress(OSError):
            self._text.close()

    def lines(self) -> Iterator[bytes]:
        """The finished file."""
        header = io.StringIO(newline="")
        names = [*self.file.header, *(METADATA + key for key in self.metadata)]
        csv.writer(header, lineterminator="\r\n").writerow(names)
        yield header.getvalue().encode()
        with self._path.open("rb") as rows:
            for index, (start, width) in enumerate(self._widths):
                missing = len(self.metadata) - width
                end = self._widths[index + 1][0] if index + 1 < len(self._widths) else self.count
                if not missing:
                    # Nothing comes after the last name: the rest is as it stands.
                    yield from iter(lambda: rows.read(1 << 16), b"")
                    return
                blanks = b"," * missing + b"\r\n"
                for _ in range(end - start):
                    yield rows.readline()[:-2] + blanks

    def size(self) -> int:
        return self._path.stat().st_size + (self.count + 1) * len(self.metadata) + (1 << 16)


class Destination:
    """Where a bundle goes. Everything is put together beside it, on the same disk, and moved there at the end."""

    def __init__(self, path: Path, *, overwrite: bool) -> None:
        self.path = path
        self.is_zip = path.suffix.lower() == ".zip"
        parent = path.absolute().parent
        if not parent.is_dir():
            raise refusal(path.name, "no-folder", "the folder that it is to be in does not exist")
        if self.is_zip and path.is_dir():
            raise refusal(path.name, "exists", "a folder has this name; choose another")
        if self.is_zip and path.exists() and not overwrite:
            raise refusal(path.name, "exists", "there is such a file; choose another name, or overwrite=True")
        if not self.is_zip and path.exists() and not (path.is_dir() and not any(path.iterdir())):
            raise refusal(path.name, "exists", "there is such a file, or a folder that is not empty; choose another")
        self._part = PartFolder(path, action="write the bundle")
        self.work = self._part.path

    def publish(self, manifest: Iterable[tuple[str, str]], sheets: list[Sheet]) -> None:
        text = io.StringIO(newline="")
        csv.writer(text, lineterminator="\r\n").writerows(manifest)
        first = text.getvalue().encode()
        if self.is_zip:
            self._publish_zip(first, sheets)
        else:
            self._publish_folder(first, sheets)
        self.discard()

    def _publish_zip(self, manifest: bytes, sheets: list[Sheet]) -> None:
        made = self.work / "bundle.zip"
        with _private(made) as stream:
            with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
                archive.writestr(_member("manifest.csv"), manifest)
                for sheet in sheets:
                    info = _member(sheet.file.name)
                    info.file_size = sheet.size()
                    with archive.open(info, "w") as member:
                        for line in sheet.lines():
                            member.write(line)
            _to_disk(stream)
        made.replace(self.path)

    def _publish_folder(self, manifest: bytes, sheets: list[Sheet]) -> None:
        made = self.work / "bundle"
        made.mkdir(mode=0o700)
        for name, lines in [("manifest.csv", iter([manifest])), *((s.file.name, s.lines()) for s in sheets)]:
            with _private(made / name) as stream:
                for line in lines:
                    stream.write(line)
                _to_disk(stream)
        if self.path.exists():
            self.path.rmdir()
        made.rename(self.path)

    def discard(self) -> None:
        self._part.discard()


def _private(path: Path) -> io.BufferedWriter:
    """A new file that nobody but its owner can read."""
    return io.BufferedWriter(io.FileIO(path, "x", opener=lambda name, flags: os.open(name, flags, 0o600)), 1 << 16)


def _to_disk(stream: io.BufferedWriter) -> None:
    stream.flush()
    os.fsync(stream.fileno())


def _member(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, _DATE)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o100600 << 16
    return info
