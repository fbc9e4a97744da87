"""The lock of a journal: one process at a time, through whichever of its names (links) the file is opened."""

from __future__ import annotations

import contextlib
import os
import re
import sys
import threading
from pathlib import Path
from typing import Final

from timeback._storage.errors import storage_error
from timeback._storage.file_locks import IrregularFileError, lock_byte, lock_file, open_lock
from timeback_runtime.errors import ConfigurationError

# SQLite stores no data on the page that holds byte 2^30, and locks the first 512 bytes from there on. This byte is on
# the same page, behind those, so it conflicts neither with SQLite nor with a mandatory lock of Windows. See "The
# lock-byte page" in SQLite's description of its file format. A page of a journal has 4096 bytes.
_BYTE: Final = 0x40000000 + 1000

# A lock file holds the process number of its owner. It is empty before the owner has written it, and on a full disk.
_CONTENT: Final = re.compile(rb"(?:[0-9]{1,10}\r?\n)?")
_ADVICE: Final = "wait until it has ended, or end it, or use a separate journal for this run"


class JournalInUseError(ConfigurationError):
    """Another process, or another run in this process, holds the lock."""


class FileLock:
    """A lock file, held from construction to release. Its content is the process number of the owner.

    The file is removed on release. A file that was not written by this class is rejected and stays unchanged.
    """

    def __init__(self, path: Path) -> None:
        """Acquire the lock.

        Raises:
            JournalInUseError: another owner holds it.
            ConfigurationError: another file or a folder has this name, or the file system does not support locks.
            StorageError: the file cannot be opened.
        """
        self._path = path
        while True:
            try:
                self._descriptor = open_lock(path)
            except IrregularFileError as error:
                raise self._not_a_lock_file() from error
            except OSError as error:
                raise storage_error(path, "open the lock of the journal", error) from error
            try:
                if not _CONTENT.fullmatch(self._content()):
                    raise self._not_a_lock_file()
                state = lock_file(self._descriptor)
                if state == "held":
                    raise JournalInUseError(
                        f"{path.name} is held by process {self._owner()}, which uses the same journal: {_ADVICE}"
                    )
                if state == "unsupported":
                    raise ConfigurationError(
                        f"{path.name} cannot be locked: its file system does not support locks; put the journal on a "
                        "local disk"
                    )
                # The previous owner may have removed the file between open and lock.
                if _is_same_file(path, self._descriptor):
                    break
            except BaseException:
                os.close(self._descriptor)
                raise
            os.close(self._descriptor)
        # The lock also works on a full disk; the file lacks the number of its owner then.
        with contextlib.suppress(OSError):
            os.ftruncate(self._descriptor, 0)
            os.lseek(self._descriptor, 0, os.SEEK_SET)
            os.write(self._descriptor, f"{os.getpid()}\n".encode())

    def release(self) -> None:
        """Release the lock and remove the file, unless another file has its name by now."""
        ours = _is_same_file(self._path, self._descriptor)
        if sys.platform == "win32":
            os.close(self._descriptor)
            if ours:
                with contextlib.suppress(OSError):
                    self._path.unlink()
        else:
            try:
                if ours:
                    with contextlib.suppress(OSError):
                        self._path.unlink(missing_ok=True)
            finally:
                os.close(self._descriptor)

    def _owner(self) -> str:
        with contextlib.suppress(OSError, ValueError):
            return str(int(self._content()))
        return "(unknown number)"

    def _content(self) -> bytes:
        os.lseek(self._descriptor, 0, os.SEEK_SET)
        return os.read(self._descriptor, 64)

    def _not_a_lock_file(self) -> ConfigurationError:
        return ConfigurationError(
            f"{self._path.name} exists and is not the lock file of a journal: use another name for the journal; "
            f"{self._path.name} was not changed"
        )


class JournalLock:
    """The lock of one journal. It holds for every path that leads to the file.

    It has three parts, because no single one covers all ways to the same file:

    - A lock on ``NAME.lock`` beside the file, found by the path behind all symbolic links. It names its owner.
    - A lock on a byte of the journal itself. A hard link has a path of its own, maybe in another folder, and leads to
      the same byte. flock() on the journal would work on Linux, but conflicts with SQLite's own locks on macOS and on
      network file systems, where both are the same kind of lock. A byte that SQLite does not use never conflicts.
    - A list of the files that this process has locked. SQLite's own locks belong to the process: closing any descriptor
      of the journal, even one that was only opened to read it, would drop the locks of the first run. So a journal on
      the list is not opened at all. A second run would also get the lock on the byte on systems where such locks belong
      to the process.
    """

    _held: Final[dict[tuple[int, int], str]] = {}
    _guard: Final = threading.Lock()

    def __init__(self, path: Path) -> None:
        """Acquire the lock. Creates the file if it does not exist, readable by its owner only.

        Args:
            path: as returned by ``real_path``, and checked by ``check_not_held_in_process``.

        Raises:
            JournalInUseError: another owner holds the lock.
            OSError: the file cannot be opened.
        """
        self._key: tuple[int, int] | None = None
        self._descriptor: int | None = None
        self._lock_file: FileLock | None = FileLock(path.with_name(f"{path.name}.lock"))
        try:
            with self._guard:
                check_not_held_in_process(path)
                # SQLite gives the files beside the journal the same mode.
                self._descriptor = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
                status = os.fstat(self._descriptor)
                key = status.st_dev, status.st_ino
                if lock_byte(self._descriptor, _BYTE) == "held":
                    raise JournalInUseError(
                        f"{path.name} is held by another process, which uses the same journal under another name (a "
                        f"hard link): {_ADVICE}"
                    )
                self._held[key] = path.name
                self._key = key
        except BaseException:
            self.release()
            raise

    def reacquire_byte(self) -> None:
        """Lock the byte again. Call it when SQLite has opened its log.

        Before that, SQLite unlocks the whole file after each transaction, which includes the byte on systems where
        locks belong to the process. Afterwards it does so only when it closes the file.
        """
        if self._descriptor is not None:
            lock_byte(self._descriptor, _BYTE)

    def release(self) -> None:
        """Release the lock. Call it after the database was closed: closing a descriptor drops SQLite's locks."""
        with self._guard:
            if self._key is not None:
                self._held.pop(self._key, None)
                self._key = None
            descriptor, self._descriptor = self._descriptor, None
        lock_file, self._lock_file = self._lock_file, None
        try:
            if descriptor is not None:
                os.close(descriptor)
        finally:
            if lock_file is not None:
                lock_file.release()


def is_held_in_process(path: Path) -> bool:
    """Whether a run in this process has the file open as its journal."""
    try:
        status = path.stat()
    except OSError:
        return False
    return (status.st_dev, status.st_ino) in JournalLock._held


def check_not_held_in_process(path: Path) -> None:
    """Reject a file that a run in this process has open. The file is not opened for the check.

    Raises:
        JournalInUseError: a run in this process has the file open.
    """
    if is_held_in_process(path):
        raise JournalInUseError(
            f"{path.name} is held by process {os.getpid()}, which is this process; another run in it uses the same "
            f"journal: {_ADVICE}"
        )


def _is_same_file(path: Path, descriptor: int) -> bool:
    try:
        return os.path.samestat(path.lstat(), os.fstat(descriptor))
    except OSError:
        return False
