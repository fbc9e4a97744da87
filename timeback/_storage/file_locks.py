"""Advisory file locks. The operating system releases them when their process ends, however it ends."""

from __future__ import annotations

import errno
import os
import struct
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, Literal

from timeback._storage.errors import storage_error
from timeback._storage.file_kinds import irregular_mode
from timeback_runtime.errors import ConfigurationError

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

State = Literal["taken", "held", "unsupported"]

_POLL_INTERVAL: Final = 0.02

# The error numbers of flock, fcntl and msvcrt if another owner holds the lock.
_HELD_ERRNOS: Final = {errno.EAGAIN, errno.EACCES, errno.EWOULDBLOCK, errno.EDEADLK}


class IrregularFileError(OSError):
    """The path of a lock file is not a regular file. ``strerror`` says what it is."""


def lock_file(descriptor: int) -> State:
    """Try to lock a file that serves as a lock only. Each opening of the file is a separate owner.

    Returns:
        ``taken``; ``held`` if another opening of the file holds it; ``unsupported`` if the file system has no locks.
    """
    return _state(lambda: _lock_whole(descriptor))


def open_lock(path: str | os.PathLike[str], *, create: bool = True) -> int:
    """Open a lock file. A symbolic link is not followed, and a named pipe does not block.

    Args:
        create: create the file with mode 0600 if it does not exist.

    Returns:
        The file descriptor. It is not locked yet.

    Raises:
        IrregularFileError: it is not a regular file.
        OSError: the file cannot be opened or created.
    """
    try:
        # To open a pipe or a device may have an effect.
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
    """Try to lock a file, as ``lock_file`` does. A file system without locks is an error.

    Returns:
        False if another opening of the file holds the lock.

    Raises:
        OSError: the file system has no locks.
    """
    try:
        _lock_whole(descriptor)
    except OSError as error:
        if error.errno in _HELD_ERRNOS:
            return False
        raise
    return True


@contextmanager
def hold_lock(path: Path, timeout: float) -> Iterator[None]:
    """Hold the lock of a file that serves as a lock only; wait for it. A file system without locks gives none.

    Args:
        path: the lock file. It is created, and stays.
        timeout: seconds to wait.

    Raises:
        OSError: the file cannot be opened, or another owner held the lock all the time.
    """
    descriptor = open_lock(path)
    try:
        end = time.monotonic() + timeout
        while (state := lock_file(descriptor)) == "held":
            if time.monotonic() >= end:
                raise TimeoutError(errno.ETIMEDOUT, f"another process has held its lock for {timeout:.0f} s")
            time.sleep(_POLL_INTERVAL)
        try:
            yield
        finally:
            if state == "taken":
                unlock(descriptor)
    finally:
        os.close(descriptor)


def acquire_lock(path: Path, noun: str, *, instead: str, held: Exception) -> int:
    """Open and lock the lock file of something that only one owner may use at a time.

    Args:
        path: the lock file. It is created, and stays.
        noun: what the lock is for, such as ``the outbox``.
        instead: what to do if the path cannot be a lock, such as ``pass another path``.
        held: the error if another owner holds the lock.

    Returns:
        The file descriptor. ``unlock`` and close it.

    Raises:
        ConfigurationError: the path is another kind of file, or the file system has no locks.
        StorageError: the file cannot be opened or created.
    """
    try:
        descriptor = open_lock(path)
    except IrregularFileError as error:
        raise ConfigurationError(f"{path.name} cannot be the lock of {noun}: {error.strerror}; {instead}") from error
    except OSError as error:
        raise storage_error(path, f"open the lock of {noun}", error) from error
    state = lock_file(descriptor)
    if state == "taken":
        return descriptor
    os.close(descriptor)
    if state == "held":
        raise held
    raise ConfigurationError(f"{path.name} cannot be locked: its file system has no locks; put {noun} on a local disk")


def unlock(descriptor: int) -> None:
    """Release the lock of ``lock_file``, also for processes that were forked since.

    To close the file would leave the lock with a forked process, which holds the same opening of the file.
    """
    _unlock_whole(descriptor)


def lock_byte(descriptor: int, offset: int) -> State:
    """Try to lock one byte of a file that is open for writing. The byte need not exist.

    On Linux and Windows each opening of the file is a separate owner. On other systems the process is the owner, and
    the lock is lost when the process closes any descriptor of the file, or unlocks all of it, as SQLite does.
    """
    return _state(lambda: _lock_one(descriptor, offset))


def _state(lock: Callable[[], None]) -> State:
    try:
        lock()
    except OSError as error:
        return "held" if error.errno in _HELD_ERRNOS else "unsupported"
    return "taken"


if sys.platform == "win32":
    # Other processes cannot read locked bytes, so the locked byte is after the content.
    _LOCKED_BYTE: Final = 1024

    def _lock_whole(descriptor: int) -> None:
        _lock_one(descriptor, _LOCKED_BYTE)

    def _unlock_whole(descriptor: int) -> None:
        _lock_one(descriptor, _LOCKED_BYTE, msvcrt.LK_UNLCK)

    def _lock_one(descriptor: int, offset: int, mode: int = msvcrt.LK_NBLCK) -> None:
        position = os.lseek(descriptor, 0, os.SEEK_CUR)
        os.lseek(descriptor, offset, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, mode, 1)
        finally:
            os.lseek(descriptor, position, os.SEEK_SET)

else:

    def _lock_whole(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _unlock_whole(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_UN)

    if sys.platform == "linux":
        # A struct flock: type, whence, start, length, and a process id that is 0.
        _FLOCK = struct.Struct("hhqqi4x")

        def _lock_one(descriptor: int, offset: int) -> None:
            fcntl.fcntl(descriptor, fcntl.F_OFD_SETLK, _FLOCK.pack(fcntl.F_WRLCK, os.SEEK_SET, offset, 1, 0))

    else:

        def _lock_one(descriptor: int, offset: int) -> None:
            fcntl.lockf(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, offset, os.SEEK_SET)
