"""Safe reading of zip files and folders: paths, links, sizes and compression ratios are checked.

The names, sizes and links in an archive are untrusted input. Nothing is unpacked to disk. Sizes are checked as declared
and again while the data is unpacked.
"""

from __future__ import annotations

import io
import os
import re
import stat
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, Any, Final, Protocol

from timeback._storage.errors import StorageErrors
from timeback._storage.file_kinds import kind_of
from timeback.bundles.problems import bundle_error

MAX_MEMBERS: Final = 1000


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits on the size of a bundle. They protect against zip bombs, which exhaust memory or time.

    file_bytes, total_bytes: the largest size of one file and of all files, in bytes after unpacking
    ratio: the largest ratio of unpacked to packed size; files that unpack to less than `ratio_from` bytes are exempt
    cell_characters, row_characters: the longest cell and row, in characters. `csv.field_size_limit()` applies to cells
        as well
    """

    file_bytes: int = 8 << 30
    total_bytes: int = 32 << 30
    ratio: int = 250
    ratio_from: int = 16 << 20
    cell_characters: int = 131_072
    row_characters: int = 1 << 20


class FileSource(Protocol):
    """The folder or zip file of a bundle. `paths` lists all files in it, with forward slashes."""

    name: str
    paths: list[str]

    def open(self, path: str) -> io.BufferedReader: ...

    def close(self) -> None: ...


def open_file_source(path: Path, limits: Limits) -> FileSource:
    with StorageErrors(path, "read the bundle"):
        if path.is_dir():
            return _FolderSource(path, limits)
        if not path.exists():
            raise bundle_error(path.name, "not-found", "no such file or folder")
        if not path.is_file():
            raise bundle_error(path.name, "not-a-bundle", "a bundle is a folder or a zip file")
        return _ZipSource(path, limits)


class _FolderSource:
    def __init__(self, path: Path, limits: Limits) -> None:
        self.name = path.name
        self._root = path.resolve()
        self._limits = limits
        self.paths = self._list(self._root)
        if not any(path.lower().endswith(".csv") for path in self.paths):
            # An unpacked archive whose files are in a folder.
            folders = [entry for entry in sorted(self._root.iterdir()) if entry.is_dir() and not entry.is_symlink()]
            self.paths += [f"{folder.name}/{name}" for folder in folders for name in self._list(folder)]

    def _list(self, folder: Path) -> list[str]:
        return [entry.name for entry in sorted(folder.iterdir()) if not entry.is_dir()]

    def open(self, path: str) -> io.BufferedReader:
        # The folder may have been unpacked from an untrusted archive, so a link must not point outside of it.
        try:
            target = (self._root / path).resolve()
            if not target.is_relative_to(self._root):
                raise bundle_error(path, "link", "symbolic link to a file outside of the folder; it is not followed")
            if not target.is_file():
                raise bundle_error(path, "not-a-file", "not a regular file")
            if target.stat().st_size > self._limits.file_bytes:
                raise bundle_error(path, "too-large", f"larger than the limit of {self._limits.file_bytes} bytes")
            return io.BufferedReader(_FolderFile(target, path), 1 << 16)
        except OSError as error:
            raise bundle_error(path, "unreadable", os.strerror(error.errno or 0)) from error
        except RuntimeError as error:
            # Before Python 3.13, pathlib raises RuntimeError for a loop of symbolic links.
            raise bundle_error(path, "unreadable", "loop of symbolic links") from error

    def close(self) -> None:
        pass


class _ZipSource:
    def __init__(self, path: Path, limits: Limits) -> None:
        self.name = path.name
        self._limits = limits
        try:
            self._zip = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, OSError) as error:
            reason = f"not a readable zip file ({type(error).__name__})"
            if not isinstance(error, OSError) and "ZIP" not in (found := kind_of(path) or "an empty file"):
                reason = f"it is {found}; a bundle is a folder or a zip file"
            raise bundle_error(path.name, "not-a-zip", reason) from error
        try:
            self._members = self._inspect()
        except BaseException:
            self._zip.close()
            raise
        self.paths = list(self._members)

    def _inspect(self) -> dict[str, zipfile.ZipInfo]:
        infos = self._zip.infolist()
        if len(infos) > MAX_MEMBERS:
            raise bundle_error(
                self.name, "too-many-files", f"the zip file has {len(infos)} files; the limit is {MAX_MEMBERS}"
            )
        members: dict[str, zipfile.ZipInfo] = {}
        seen: set[str] = set()
        total = 0
        for info in infos:
            path = _safe_path(info)
            _check_entry_type(path, info)
            if info.is_dir() or path.endswith("/"):
                continue
            # On case-insensitive file systems, names that differ only in case are one file.
            if path.casefold() in seen:
                raise bundle_error(path, "duplicate-file", "the zip file contains this name more than once")
            seen.add(path.casefold())
            self._check_size(path, info.file_size, info.compress_size)
            total += info.file_size
            members[path] = info
        if total > self._limits.total_bytes:
            raise bundle_error(
                self.name, "too-large", f"unpacks to more than the limit of {self._limits.total_bytes} bytes"
            )
        return members

    def _check_size(self, path: str, size: int, packed: int) -> None:
        if size > self._limits.file_bytes:
            raise bundle_error(path, "too-large", f"unpacks to more than the limit of {self._limits.file_bytes} bytes")
        if size > self._limits.ratio_from and size > self._limits.ratio * max(packed, 1):
            text = f"unpacks to more than {self._limits.ratio} times its packed size; it may be a zip bomb"
            raise bundle_error(path, "zip-bomb", text)

    def open(self, path: str) -> io.BufferedReader:
        info = self._members[path]
        try:
            member = self._zip.open(info)
        except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError, OSError) as error:
            raise bundle_error(path, "damaged", f"cannot be unpacked ({type(error).__name__})") from error
        return io.BufferedReader(_ZipMember(member, path, info.compress_size, self._check_size), 1 << 16)

    def close(self) -> None:
        self._zip.close()


def _safe_path(info: zipfile.ZipInfo) -> str:
    # Archives made on Windows may contain backslashes. They are read as slashes before the path is checked.
    path = info.orig_filename.replace("\\", "/")
    if "\0" in path:
        raise bundle_error("(a file in the zip)", "unsafe-name", "a file name in the zip contains a NUL character")
    if path.startswith("/") or re.match(r"[A-Za-z]:", path):
        raise bundle_error(path, "unsafe-name", "absolute path in the zip file; such paths are not read")
    if ".." in PurePosixPath(path).parts:
        raise bundle_error(path, "unsafe-name", "path with .. in the zip file; such paths are not read")
    return path.removeprefix("./")


def _check_entry_type(path: str, info: zipfile.ZipInfo) -> None:
    mode = info.external_attr >> 16
    if stat.S_IFMT(mode) not in (0, stat.S_IFREG, stat.S_IFDIR):
        raise bundle_error(path, "link", "link or device in the zip file; only regular files are read")
    if info.flag_bits & 0x1:
        raise bundle_error(path, "encrypted", "encrypted; unpack the zip file and open the folder instead")
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise bundle_error(path, "compression", "unsupported compression method; the standard requires deflate")


class _FolderFile(io.FileIO):
    """A file in a folder. If reading fails, the error names the file."""

    def __init__(self, target: Path, path: str) -> None:
        super().__init__(target, "rb")
        self._path = path

    def readinto(self, buffer: Any) -> Any:
        try:
            return super().readinto(buffer)
        except OSError as error:
            raise bundle_error(self._path, "unreadable", error.strerror or type(error).__name__) from error


class _CheckSize(Protocol):
    def __call__(self, path: str, size: int, packed: int) -> None: ...


class _ZipMember(io.RawIOBase):
    """A file in a zip. Its size is checked while it is unpacked, because the declared size can be false."""

    def __init__(self, member: IO[bytes], path: str, packed: int, check: _CheckSize):
        self._member = member
        self._path = path
        self._packed = packed
        self._check = check
        self._size = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        try:
            data = self._member.read(len(buffer))
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError) as error:
            raise bundle_error(self._path, "damaged", f"cannot be unpacked ({type(error).__name__})") from error
        self._size += len(data)
        self._check(self._path, self._size, self._packed)
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        self._member.close()
        super().close()
