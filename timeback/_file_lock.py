"""Locks between processes. The operating system releases a lock when its owner ends, however it ends."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable


def _portable() -> tuple[Callable[[int], bool], Callable[[int], None]]:
    if sys.platform == "win32":
        import msvcrt

        # One byte far behind any content: a locked byte cannot be read by others.
        offset = 1 << 30

        def lock_byte(descriptor: int) -> bool:
            os.lseek(descriptor, offset, os.SEEK_SET)
            try:
                msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
            except OSError:
                return False
            return True

        def unlock_byte(descriptor: int) -> None:
            os.lseek(descriptor, offset, os.SEEK_SET)
            msvcrt.locking(descriptor, msvcrt.LK_UNLCK, 1)

        return lock_byte, unlock_byte
    import fcntl

    def lock(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def unlock(descriptor: int) -> None:
        # Closing alone would leave the lock to a process that was forked meanwhile and holds the same open file.
        fcntl.flock(descriptor, fcntl.LOCK_UN)

    return lock, unlock


_try_lock, _unlock = _portable()


def open_lock(path: str | os.PathLike[str]) -> int:
    """Open a lock file, which is created with mode 0600 where it is missing. A symbolic link is not followed.

    Returns:
        The file descriptor. It is not locked yet.

    Raises:
        OSError: the file cannot be opened or created.
    """
    return os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o600)


def try_lock(descriptor: int) -> bool:
    """Take the lock of an open file without waiting.

    Returns:
        False where another process, or another descriptor of this one, holds it.

    Raises:
        OSError: the file system has no locks. On Windows this cannot be told from a lock that is held.
    """
    return _try_lock(descriptor)


def unlock(descriptor: int) -> None:
    """Release a lock that this process holds. Processes that were forked meanwhile lose it too."""
    _unlock(descriptor)
