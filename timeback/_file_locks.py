"""Locks on files that are open. The system releases them when their owner ends, however it ends."""

from __future__ import annotations

import errno
import os
import struct
import sys
from collections.abc import Callable
from typing import Final, Literal

State = Literal["taken", "held", "unsupported"]

# What flock, fcntl and msvcrt report where somebody else has the lock.
_HELD: Final = {errno.EAGAIN, errno.EACCES, errno.EWOULDBLOCK, errno.EDEADLK}


def lock_file(descriptor: int) -> State:
    """Try to lock a file that serves as a lock and nothing else. Each opening of the file is an owner of its own.

    Returns:
        ``taken``; ``held`` where another opening of the file has it; ``unsupported`` where the file system has no
        locks.
    """
    return _state(lambda: _lock_whole(descriptor))


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
    import msvcrt

    def _lock_whole(descriptor: int) -> None:
        # Locked bytes cannot be read by others: this one lies behind the content.
        _lock_one(descriptor, 1024)

    def _lock_one(descriptor: int, offset: int) -> None:
        place = os.lseek(descriptor, 0, os.SEEK_CUR)
        os.lseek(descriptor, offset, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        finally:
            os.lseek(descriptor, place, os.SEEK_SET)

else:
    import fcntl

    def _lock_whole(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)

    if sys.platform == "linux":
        # A struct flock: type, whence, start, length, and a process id that is 0.
        _ONE = struct.Struct("hhqqi4x")

        def _lock_one(descriptor: int, offset: int) -> None:
            fcntl.fcntl(descriptor, fcntl.F_OFD_SETLK, _ONE.pack(fcntl.F_WRLCK, os.SEEK_SET, offset, 1, 0))

    else:

        def _lock_one(descriptor: int, offset: int) -> None:
            fcntl.lockf(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, offset, os.SEEK_SET)
