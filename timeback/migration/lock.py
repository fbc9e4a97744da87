"""One process at a time on a file. The system gives the lock back when its owner ends, however it ends."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable
from pathlib import Path

from timeback_api._core.errors import ConfigurationError


class Locked(ConfigurationError):
    """Another process, or another run in this one, has the lock."""


class FileLock:
    """Held from its making to its release; the file beside it tells whose it is."""

    def __init__(self, path: Path) -> None:
        self._path = path
        while True:
            self._file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
            if not _lock(self._file):
                owner = self._owner()
                os.close(self._file)
                raise Locked(
                    f"{path.name} is held by the process {owner}, which works on the same journal: wait for it, or end "
                    "it; or give this run a journal of its own"
                )
            # The owner before removed the file in the moment in which this one was opened.
            if _is_still(path, self._file):
                break
            os.close(self._file)
        os.ftruncate(self._file, 0)
        os.write(self._file, f"{os.getpid()}\n".encode())

    def release(self) -> None:
        """Give it back."""
        if sys.platform == "win32":
            os.close(self._file)
            with contextlib.suppress(OSError):
                self._path.unlink()
        else:
            self._path.unlink(missing_ok=True)
            os.close(self._file)

    def _owner(self) -> str:
        with contextlib.suppress(OSError, ValueError):
            return str(int(self._path.read_text(encoding="ascii")))
        return "of an unknown number"


def _is_still(path: Path, descriptor: int) -> bool:
    try:
        return os.path.samestat(path.stat(), os.fstat(descriptor))
    except FileNotFoundError:
        return False


def _portable() -> Callable[[int], bool]:
    if sys.platform == "win32":
        import msvcrt

        # The byte that is locked lies behind the number, which others may so read.
        def lock(descriptor: int) -> bool:
            os.lseek(descriptor, 1024, os.SEEK_SET)
            try:
                msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
            except OSError:
                return False
            os.lseek(descriptor, 0, os.SEEK_SET)
            return True

        return lock
    import fcntl

    def flock(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True

    return flock


_lock = _portable()
