"""Part folders: hidden folders for unfinished files, and the removal of those that killed processes left behind."""

from __future__ import annotations

import contextlib
import errno
import io
import logging
import os
import re
import shutil
import tempfile
from pathlib import Path
from typing import Final

from timeback._storage.errors import StorageErrors
from timeback._storage.file_locks import lock_file, open_lock
from timeback.errors import LeftoverWarning
from timeback_runtime.frames import warn_caller

_LOG: Final = logging.getLogger("timeback")
_NAME: Final = re.compile(r"\..+\.[a-z0-9_]{8}\.part", re.DOTALL)
_OWNER_FILE: Final = "owner"
_FORMAT: Final = "timeback-part-1"
_LOCKED, _UNLOCKED = "locked", "unlocked"
# Without it Windows would translate line ends.
_BINARY: Final[int] = getattr(os, "O_BINARY", 0)
# The content of such a folder in versions that wrote no owner file.
_OLDER_CONTENT: Final = re.compile(r".+\.rows|bundle\.zip|bundle|files")


class PartFolder:
    """A hidden folder beside the target, ``.NAME.xxxxxxxx.part``, accessible to its owner only.

    A process that is killed leaves it behind with the unfinished files. So each process that creates one first removes
    the leftovers in the same place. A file in the folder names its process, and is locked while the process is alive:
    a lock cannot outlive the process, but a process id can be reused. If the lock is not conclusive, because another
    machine created the folder or its file system has no locks, the folder stays and is named in a warning.
    """

    def __init__(self, target: Path, *, action: str, tidy: bool = True) -> None:
        """Create the folder.

        Args:
            target: the file or folder that is written.
            action: the action for errors, such as ``write the bundle``.
            tidy: remove the leftovers of other processes in the same place.

        Raises:
            StorageError: it cannot be created.
        """
        self._target = target
        parent = target.absolute().parent
        if tidy:
            remove_leftovers(parent)
        with StorageErrors(target, action):
            self.path = Path(tempfile.mkdtemp(prefix=f".{target.name}.", suffix=".part", dir=parent))
            try:
                self._owner: int | None = _create_owner_file(self.path / _OWNER_FILE)
            except BaseException:
                shutil.rmtree(self.path, ignore_errors=True)
                raise

    def publish(self, name: str) -> None:
        """Move a finished file or folder to the target. It replaces a file, or an empty folder.

        Raises:
            OSError: it cannot be moved.
        """
        finished = self.path / name
        if finished.is_dir():
            if self._target.exists():
                self._target.rmdir()
            finished.rename(self._target)
        else:
            finished.replace(self._target)

    def discard(self) -> None:
        """Remove the folder and its content. A second call does nothing."""
        owner, self._owner = self._owner, None
        if owner is None:
            return
        if os.name == "nt":
            # Windows does not remove an open file.
            os.close(owner)
            shutil.rmtree(self.path, ignore_errors=True)
        else:
            try:
                shutil.rmtree(self.path, ignore_errors=True)
            finally:
                os.close(owner)


def remove_leftovers(parent: Path) -> None:
    """Remove the part folders of processes that have ended, and warn about those for which that is not certain.

    The folder of a live process stays, without a warning.
    """
    try:
        with os.scandir(parent) as entries:
            found = [
                Path(entry.path)
                for entry in entries
                # A symbolic link might lead to a folder of another user.
                if _NAME.fullmatch(entry.name) and entry.is_dir(follow_symlinks=False)
            ]
    except OSError:
        # A folder that cannot be listed may still be writable.
        return
    for folder in found:
        if (reason := _remove_leftover(folder)) is not None:
            warn_caller(
                f"{folder.name} holds unfinished files {reason}, possibly with personal data: remove it when that "
                "process has ended",
                LeftoverWarning,
            )


def _remove_leftover(folder: Path) -> str | None:
    """Remove a folder whose process has ended. If that is not certain, return the reason why it stays."""
    try:
        descriptor = open_lock(folder / _OWNER_FILE, create=False)
    except FileNotFoundError:
        return _of_older_version(folder)
    except OSError:
        return "of another user, or of another program"
    try:
        state = lock_file(descriptor)
        if state == "held":
            return None
        lines = os.read(descriptor, 1024).decode("utf-8", "replace").split("\n")
        if lines[0] != _FORMAT or len(lines) < 3:
            # The file is of another program, or its process has not yet taken the lock.
            return None
        if lines[2] != _machine():
            return "of a process on another machine"
        if state == "unsupported" or lines[1] != _LOCKED:
            return "of a process that may still be alive, since the file system has no locks"
        if os.name == "nt":
            os.close(descriptor)
            descriptor = -1
        shutil.rmtree(folder, ignore_errors=True)
    finally:
        if descriptor != -1:
            os.close(descriptor)
    if folder.exists():
        return "of a process that has ended, which cannot be removed"
    _LOG.info("removed %s, the unfinished files of a process that has ended", folder.name)
    return None


def _of_older_version(folder: Path) -> str | None:
    with contextlib.suppress(OSError):
        if any(_OLDER_CONTENT.fullmatch(name) for name in os.listdir(folder)):  # noqa: PTH208
            return "of an older version"
    return None


def create_private_file(path: Path) -> io.BufferedWriter:
    """Create a file that only its owner can read."""
    return io.BufferedWriter(io.FileIO(path, "x", opener=lambda name, flags: os.open(name, flags, 0o600)), 1 << 16)


def _create_owner_file(path: Path) -> int:
    """Create and lock the owner file. Its content is written last, since it is valid only when complete."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | _BINARY, 0o600)
    try:
        state = lock_file(descriptor)
        while state == "held":
            # Another process examines the folder, and releases the lock at once.
            state = lock_file(descriptor)
        content = f"{_FORMAT}\n{_LOCKED if state == 'taken' else _UNLOCKED}\n{_machine()}\n{os.getpid()}\n"
        if os.write(descriptor, content.encode()) < len(content.encode()):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    except BaseException:
        os.close(descriptor)
        raise
    return descriptor


def _machine() -> str:
    """Return the name of this machine."""
    return os.uname().nodename if hasattr(os, "uname") else os.environ.get("COMPUTERNAME", "")
