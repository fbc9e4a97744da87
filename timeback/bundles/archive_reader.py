"""A folder or a zip file with a bundle in it, read with suspicion: nothing is unpacked to disk.

Whoever sends an archive chooses its names, sizes and links. Sizes are checked as declared and again as they stream.
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

from timeback._storage.atomic_write import StorageErrors
from timeback.bundles.problems import BundleError, Problem

MAX_MEMBERS: Final = 1000


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a bundle may unpack to, so that a small file cannot fill memory or keep a reader busy for days.

    file_bytes, total_bytes: sizes after unpacking
    ratio: how many times larger than packed; not asked of what unpacks to less than `ratio_from` bytes
    cell_characters, row_characters: how long a cell and a row may be; no cell is longer than the csv module's own limit
    """

    file_bytes: int = 8 << 30
    total_bytes: int = 32 << 30
    ratio: int = 250
    ratio_from: int = 16 << 20
    cell_characters: int = 131_072
    row_characters: int = 1 << 20


class Container(Protocol):
    """Where the files of a bundle are. `paths` are all files in it, with slashes."""

    name: str
    paths: list[str]

    def open(self, path: str) -> io.BufferedReader: ...

    def close(self) -> None: ...


def open_container(path: Path, limits: Limits) -> Container:
    with StorageErrors(path, "read the bundle"):
        if path.is_dir():
            return _Folder(path, limits)
        if not path.exists():
            raise refusal(path.name, "not-found", "there is no such file or folder")
        if not path.is_file():
            raise refusal(path.name, "not-a-bundle", "a bundle is a folder or a zip file")
        return _Zip(path, limits)


def refusal(file: str, rule: str, text: str, line: int | None = None) -> BundleError:
    return BundleError(Problem(file, line, None, rule, text))


class _Folder:
    def __init__(self, path: Path, limits: Limits) -> None:
        self.name = path.name
        self._root = path.resolve()
        self._limits = limits
        self.paths = [entry.name for entry in sorted(self._root.iterdir()) if not entry.is_dir()]

    def open(self, path: str) -> io.BufferedReader:
        # A folder may have been unpacked from someone else's archive: a link in it must not lead out of it.
        try:
            target = (self._root / path).resolve()
            if not target.is_relative_to(self._root):
                raise refusal(path, "link", "a symbolic link out of the folder is not followed")
            if not target.is_file():
                raise refusal(path, "not-a-file", "not a regular file")
            if target.stat().st_size > self._limits.file_bytes:
                raise refusal(path, "too-large", f"larger than the limit of {self._limits.file_bytes} bytes")
            return io.BufferedReader(_Told(target, path), 1 << 16)
        except OSError as error:
            raise refusal(path, "unreadable", os.strerror(error.errno or 0)) from error
        except RuntimeError as error:
            # What pathlib says of links in a circle before Python 3.13.
            raise refusal(path, "unreadable", "symbolic links in a circle") from error

    def close(self) -> None:
        pass


class _Zip:
    def __init__(self, path: Path, limits: Limits) -> None:
        self.name = path.name
        self._limits = limits
        try:
            self._zip = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, OSError) as error:
            raise refusal(path.name, "not-a-zip", f"not a readable zip file ({type(error).__name__})") from error
        try:
            self._members = self._inspect()
        except BaseException:
            self._zip.close()
            raise
        self.paths = list(self._members)

    def _inspect(self) -> dict[str, zipfile.ZipInfo]:
        infos = self._zip.infolist()
        if len(infos) > MAX_MEMBERS:
            raise refusal(self.name, "too-many-files", f"{len(infos)} files in the zip; the limit is {MAX_MEMBERS}")
        members: dict[str, zipfile.ZipInfo] = {}
        seen: set[str] = set()
        total = 0
        for info in infos:
            path = _safe_path(info)
            _check_kind(path, info)
            if info.is_dir() or path.endswith("/"):
                continue
            # Names that differ in case alone are one file on many systems.
            if path.casefold() in seen:
                raise refusal(path, "duplicate-file", "this name occurs more than once in the zip")
            seen.add(path.casefold())
            self._check_size(path, info.file_size, info.compress_size)
            total += info.file_size
            members[path] = info
        if total > self._limits.total_bytes:
            raise refusal(self.name, "too-large", f"unpacks to more than the limit of {self._limits.total_bytes} bytes")
        return members

    def _check_size(self, path: str, size: int, packed: int) -> None:
        if size > self._limits.file_bytes:
            raise refusal(path, "too-large", f"unpacks to more than the limit of {self._limits.file_bytes} bytes")
        if size > self._limits.ratio_from and size > self._limits.ratio * max(packed, 1):
            raise refusal(
                path, "zip-bomb", f"unpacks to more than {self._limits.ratio} times its packed size, as no roster does"
            )

    def open(self, path: str) -> io.BufferedReader:
        info = self._members[path]
        try:
            member = self._zip.open(info)
        except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError, OSError) as error:
            raise refusal(path, "damaged", f"cannot be unpacked ({type(error).__name__})") from error
        return io.BufferedReader(_Counted(member, path, info.compress_size, self._check_size), 1 << 16)

    def close(self) -> None:
        self._zip.close()


def _safe_path(info: zipfile.ZipInfo) -> str:
    # Archives from Windows may have backslashes; so read, the name must still stay inside.
    path = info.orig_filename.replace("\\", "/")
    if "\0" in path:
        raise refusal("(a file in the zip)", "unsafe-name", "a name in the zip has a NUL character in it")
    if path.startswith("/") or re.match(r"[A-Za-z]:", path):
        raise refusal(path, "unsafe-name", "an absolute path in a zip is refused")
    if ".." in PurePosixPath(path).parts:
        raise refusal(path, "unsafe-name", "a path in a zip that leads upwards is refused")
    return path.removeprefix("./")


def _check_kind(path: str, info: zipfile.ZipInfo) -> None:
    mode = info.external_attr >> 16
    if stat.S_IFMT(mode) not in (0, stat.S_IFREG, stat.S_IFDIR):
        raise refusal(path, "link", "a link or a device in a zip is refused")
    if info.flag_bits & 0x1:
        raise refusal(path, "encrypted", "encrypted; unpack it first and give the folder")
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise refusal(path, "compression", "packed in a way other than deflate, which the standard asks for")


class _Told(io.FileIO):
    """A file of a folder; where the disk fails while it is read, the error names it."""

    def __init__(self, target: Path, path: str) -> None:
        super().__init__(target, "rb")
        self._path = path

    def readinto(self, buffer: Any) -> Any:
        try:
            return super().readinto(buffer)
        except OSError as error:
            raise refusal(self._path, "unreadable", error.strerror or type(error).__name__) from error


class _CheckSize(Protocol):
    def __call__(self, path: str, size: int, packed: int) -> None: ...


class _Counted(io.RawIOBase):
    """A file in a zip whose size is checked while it unpacks: the one declared need not be true."""

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
            raise refusal(self._path, "damaged", f"cannot be unpacked ({type(error).__name__})") from error
        self._size += len(data)
        self._check(self._path, self._size, self._packed)
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        self._member.close()
        super().close()
