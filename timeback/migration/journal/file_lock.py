"""One process at a time on a journal, under whatever of its names."""

from __future__ import annotations

import contextlib
import os
import re
import sys
import threading
from pathlib import Path
from typing import Final

from timeback._storage.atomic_write import storage_error
from timeback._storage.file_locks import IrregularFileError, lock_byte, lock_file, open_lock
from timeback_runtime.errors import ConfigurationError

# SQLite never puts data on the page that holds byte 2^30, and locks 512 bytes from there on. This byte lies on the
# same page and behind them, so that neither SQLite nor a mandatory lock of Windows gets in the way. See "The lock-byte
# page" in SQLite's description of its file format; a page of a journal has 4096 bytes.
_BYTE: Final = 0x40000000 + 1000

# What a lock holds: the number of its owner. Before the owner has written it, or on a full disk, nothing.
_CONTENT: Final = re.compile(rb"(?:[0-9]{1,10}\r?\n)?")
_ADVICE: Final = "wait for it, or end it; or give this run a journal of its own"


class Locked(ConfigurationError):
    """Another process, or another run in this one, has the lock."""


class FileLock:
    """Held from its making to its release; the file beside it tells whose it is.

    The file is removed at the release. A file that no such lock has written is refused and stays as it is.
    """

    def __init__(self, path: Path) -> None:
        """Take the lock.

        Raises:
            Locked: somebody else has it.
            ConfigurationError: there is another file or a folder of this name, or the file system has no locks.
            StorageError: the file cannot be opened.
        """
        self._path = path
        while True:
            try:
                self._file = open_lock(path)
            except IrregularFileError as error:
                raise self._foreign() from error
            except OSError as error:
                raise storage_error(path, "open the lock of the journal", error) from error
            try:
                if not _CONTENT.fullmatch(self._content()):
                    raise self._foreign()
                state = lock_file(self._file)
                if state == "held":
                    raise Locked(
                        f"{path.name} is held by the process {self._owner()}, which works on the same journal: "
                        f"{_ADVICE}"
                    )
                if state == "unsupported":
                    raise ConfigurationError(
                        f"{path.name} cannot be locked: its file system has no locks; put the journal on a local disk"
                    )
                # The owner before removed the file in the moment in which this one was opened.
                if _is_still(path, self._file):
                    break
            except BaseException:
                os.close(self._file)
                raise
            os.close(self._file)
        # On a full disk the lock holds all the same; its owner has no number then.
        with contextlib.suppress(OSError):
            os.ftruncate(self._file, 0)
            os.lseek(self._file, 0, os.SEEK_SET)
            os.write(self._file, f"{os.getpid()}\n".encode())

    def release(self) -> None:
        """Give it back."""
        # Another file may have got the name meanwhile.
        ours = _is_still(self._path, self._file)
        if sys.platform == "win32":
            os.close(self._file)
            if ours:
                with contextlib.suppress(OSError):
                    self._path.unlink()
        else:
            try:
                if ours:
                    with contextlib.suppress(OSError):
                        self._path.unlink(missing_ok=True)
            finally:
                os.close(self._file)

    def _owner(self) -> str:
        with contextlib.suppress(OSError, ValueError):
            return str(int(self._content()))
        return "of an unknown number"

    def _content(self) -> bytes:
        os.lseek(self._file, 0, os.SEEK_SET)
        return os.read(self._file, 64)

    def _foreign(self) -> ConfigurationError:
        return ConfigurationError(
            f"{self._path.name} is there already and is not a lock of a journal: give the journal another name; "
            f"{self._path.name} was left as it is"
        )


class JournalLock:
    """The lock of one journal. It holds whichever path leads to the file.

    There are three parts, because no single one covers all ways to the same file:

    - A lock on ``NAME.lock`` beside the file, found by the path behind all symbolic links. It names its owner.
    - A lock on a byte of the journal itself. A hard link has a path of its own, maybe in another folder, and leads to
      the same byte. flock() on the journal would do on Linux, but conflicts with SQLite's own locks on macOS and on
      network file systems, where both are of one kind. A byte that SQLite does not use conflicts nowhere.
    - A list of the files that this process has locked. SQLite's own locks belong to the process: closing any descriptor
      of the journal, even one that was opened to look at it, would drop those of the first run. So a journal on the
      list is not opened at all. Where locks on bytes belong to the process, a second run would get that one, too.
    """

    _held: Final[dict[tuple[int, int], str]] = {}
    _guard: Final = threading.Lock()

    def __init__(self, path: Path) -> None:
        """Take the lock. The file is created where there is none, readable by its owner alone.

        Args:
            path: as ``real_path`` gives it; ``check_not_held`` was called with it.

        Raises:
            Locked: somebody else has it.
            OSError: the file cannot be opened.
        """
        self._key: tuple[int, int] | None = None
        self._descriptor: int | None = None
        self._beside: FileLock | None = FileLock(path.with_name(f"{path.name}.lock"))
        try:
            with self._guard:
                check_not_held(path)
                # SQLite gives its companions the mode of the file.
                self._descriptor = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
                found = os.fstat(self._descriptor)
                key = found.st_dev, found.st_ino
                if lock_byte(self._descriptor, _BYTE) == "held":
                    raise Locked(
                        f"{path.name} is held by another process, which works on the same journal by another name of "
                        f"the file (a hard link): {_ADVICE}"
                    )
                self._held[key] = path.name
                self._key = key
        except BaseException:
            self.release()
            raise

    def renew(self) -> None:
        """Take the lock on the byte once more. To be called when SQLite has its log open.

        Before that SQLite unlocks all of the file after each transaction, and with it the byte, on systems where locks
        belong to the process. Later it does so only when it closes the file.
        """
        if self._descriptor is not None:
            lock_byte(self._descriptor, _BYTE)

    def release(self) -> None:
        """Give it back. To be called after the database was closed: closing a descriptor drops SQLite's locks."""
        with self._guard:
            if self._key is not None:
                self._held.pop(self._key, None)
                self._key = None
            descriptor, self._descriptor = self._descriptor, None
        beside, self._beside = self._beside, None
        try:
            if descriptor is not None:
                os.close(descriptor)
        finally:
            if beside is not None:
                beside.release()


def held_here(path: Path) -> bool:
    """Whether a run in this process has the file open as its journal."""
    try:
        found = path.stat()
    except OSError:
        return False
    return (found.st_dev, found.st_ino) in JournalLock._held


def check_not_held(path: Path) -> None:
    """Refuse a file that a run in this process has open, without opening it.

    Raises:
        Locked: it has.
    """
    if held_here(path):
        raise Locked(
            f"{path.name} is held by the process {os.getpid()}, this one, where another run works on the same journal: "
            f"{_ADVICE}"
        )


def _is_still(path: Path, descriptor: int) -> bool:
    try:
        return os.path.samestat(path.lstat(), os.fstat(descriptor))
    except OSError:
        return False
