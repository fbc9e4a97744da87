"""Locks on files that are open. The system releases them when their owner ends, however it ends."""

from __future__ import annotations

import errno
import os
import struct
import sys
from collections.abc import Callable
from typing import Final, Literal

from timeback._storage.file_kinds import irregular_mode

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

State = Literal["taken", "held", "unsupported"]

# What flock, fcntl and msvcrt report where somebody else has the lock.
_HELD: Final = {errno.EAGAIN, errno.EACCES, errno.EWOULDBLOCK, errno.EDEADLK}


class IrregularFileError(OSError):
    """There is something else than a regular file in the place of a lock file. ``strerror`` says what."""


def lock_file(descriptor: int) -> State:
    """Try to lock a file that serves as a lock and nothing else. Each opening of the file is an owner of its own.

    Returns:
        ``taken``; ``held`` where another opening of the file has it; ``unsupported`` where the file system has no
        locks.
    """
    return _state(lambda: _lock_whole(descriptor))


def open_lock(path: str | os.PathLike[str], *, create: bool = True) -> int:
    """Open a lock file. A symbolic link is not followed, and a named pipe keeps nobody waiting.

    Args:
        create: create the file with mode 0600 where it is missing.

    Returns:
        The file descriptor. It is not locked yet.

    Raises:
        IrregularFileError: it is no regular file.
        OSError: the file cannot be opened or created.
    """
    try:
        # Opening a pipe or a device may already have an effect.
        _check_regular(path, os.lstat(path).st_mode)
    except FileNotFoundError:
        if not create:
            raise
    flags = os.O_RDWR | (os.O_CREAT if create else 0)
    for name in ("O_NOFOLLOW", "O_NONBLOCK", "O_BINARY"):
        flags |= getattr(os, name, 0)
    descriptor = os.open(path, flags, 0o600)
    try:
        _check_regular(path, os.fstat(descriptor).st_mode)
    except BaseException:
        os.close(descriptor)
        raise
    return descriptor


def _check_regular(path: str | os.PathLike[str], mode: int) -> None:
    if (what := irregular_mode(mode)) is not None:
        raise IrregularFileError(errno.EINVAL, f"it is {what}", os.fspath(path))


def try_lock(descriptor: int) -> bool:
    """As ``lock_file``, where a file system without locks is an error.

    Returns:
        False where another opening of the file has the lock.

    Raises:
        OSError: the file system has no locks.
    """
    try:
        _lock_whole(descriptor)
    except OSError as error:
        if error.errno in _HELD:
            return False
        raise
    return True


def unlock(descriptor: int) -> None:
    """Release the lock of ``lock_file``. Processes that were forked meanwhile lose it too.

    Closing the file alone would leave the lock to a process that was forked meanwhile and holds the same opening of it.
    """
    _unlock_whole(descriptor)


def lock_byte(descriptor: int, offset: int) -> State:
    """Try to lock one byte of a file that is open for writing; the byte need not exist.

    On Linux and Windows each opening of the file is an owner of its own. On other systems the process is the owner, and
    the lock is lost when the process closes any descriptor of the file, or unlocks all of it, as SQLite does.
    """
    return _state(lambda: _lock_one(descriptor, offset))


def _state(lock: Callable[[], None]) -> State:
    try:
        lock()
    except OSError as error:
        return "held" if error.errno in _HELD else "unsupported"
    return "taken"


if sys.platform == "win32":
    # Locked bytes cannot be read by others: this one lies behind the content.
    _BEHIND: Final = 1024

    def _lock_whole(descriptor: int) -> None:
        _lock_one(descriptor, _BEHIND)

    def _unlock_whole(descriptor: int) -> None:
        _lock_one(descriptor, _BEHIND, msvcrt.LK_UNLCK)

    def _lock_one(descriptor: int, offset: int, mode: int = msvcrt.LK_NBLCK) -> None:
        place = os.lseek(descriptor, 0, os.SEEK_CUR)
        os.lseek(descriptor, offset, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, mode, 1)
        finally:
            os.lseek(descriptor, place, os.SEEK_SET)

else:

    def _lock_whole(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _unlock_whole(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_UN)

    if sys.platform == "linux":
        # A struct flock: type, whence, start, length, and a process id that is 0.
        _ONE = struct.Struct("hhqqi4x")

        def _lock_one(descriptor: int, offset: int) -> None:
            fcntl.fcntl(descriptor, fcntl.F_OFD_SETLK, _ONE.pack(fcntl.F_WRLCK, os.SEEK_SET, offset, 1, 0))

    else:

        def _lock_one(descriptor: int, offset: int) -> None:
            fcntl.lockf(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, offset, os.SEEK_SET)
