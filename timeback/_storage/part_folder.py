"""The folder in which files are put together before they get their name, and what becomes of one that is left over."""

from __future__ import annotations

import contextlib
import errno
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
_OWNER: Final = "owner"
_FORMAT: Final = "timeback-part-1"
_LOCKED, _UNLOCKED = "locked", "unlocked"
# Windows would write and read other ends of lines.
_BINARY: Final[int] = getattr(os, "O_BINARY", 0)
# What versions before the owner's file put into such a folder.
_OLDER: Final = re.compile(r".+\.rows|bundle\.zip|bundle|files")


class PartFolder:
    """A hidden folder beside the files that are to be made, ``.NAME.xxxxxxxx.part``, open to its owner alone.

    A process that is killed leaves it behind, with whatever was written by then. So each run that makes one first
    removes those in the same place whose runs have ended. A file in the folder says whose it is, and is locked as long
    as its run is alive: the lock cannot outlive the process, and a number of a process can. Where the lock says
    nothing, because another machine made the folder or its file system has no locks, the folder is left alone and
    named in a warning.
    """

    def __init__(self, target: Path, *, action: str, tidy: bool = True) -> None:
        """Make it.

        Args:
            target: the file or folder that comes out of it in the end.
            action: what errors say was being done, such as ``write the bundle``.
            tidy: remove what earlier runs have left in the same place.

        Raises:
            StorageError: it cannot be made.
        """
        parent = target.absolute().parent
        if tidy:
            remove_leftovers(parent)
        with StorageErrors(target, action):
            self.path = Path(tempfile.mkdtemp(prefix=f".{target.name}.", suffix=".part", dir=parent))
            try:
                self._owner: int | None = _own(self.path / _OWNER)
            except BaseException:
                shutil.rmtree(self.path, ignore_errors=True)
                raise

    def discard(self) -> None:
        """Remove it with all that is in it. A second call does nothing."""
        owner, self._owner = self._owner, None
        if owner is None:
            return
        if os.name == "nt":
            # A file that is open cannot be removed there.
            os.close(owner)
            shutil.rmtree(self.path, ignore_errors=True)
        else:
            try:
                shutil.rmtree(self.path, ignore_errors=True)
            finally:
                os.close(owner)


def remove_leftovers(parent: Path) -> None:
    """Remove the folders that runs have left behind which have ended, and warn of those of which that is not certain.

    A run that is alive is left alone without a word.
    """
    try:
        with os.scandir(parent) as entries:
            found = [
                Path(entry.path)
                for entry in entries
                # A link might lead to a folder of somebody else.
                if _NAME.fullmatch(entry.name) and entry.is_dir(follow_symlinks=False)
            ]
    except OSError:
        # Whoever cannot look into the folder may be able to write into it all the same.
        return
    for folder in found:
        if (why := _remove_if_left(folder)) is not None:
            warn_caller(
                f"{folder.name} holds unfinished files, maybe personal data, {why}: remove it when that run has ended",
                LeftoverWarning,
            )


def _remove_if_left(folder: Path) -> str | None:
    """Remove a folder whose run has ended. Where that cannot be known, why it stays."""
    try:
        descriptor = open_lock(folder / _OWNER, create=False)
    except FileNotFoundError:
        return _of_older_version(folder)
    except OSError:
        return "of another user, or of another program"
    try:
        state = lock_file(descriptor)
        if state == "held":
            return None
        told = os.read(descriptor, 1024).decode("utf-8", "replace").split("\n")
        if told[0] != _FORMAT or len(told) < 3:
            # Of another program, or its run has opened the file and not yet taken the lock.
            return None
        if told[2] != _machine():
            return "of a run on another machine"
        if state == "unsupported" or told[1] != _LOCKED:
            return "of a run that may still be alive, since the file system has no locks"
        if os.name == "nt":
            os.close(descriptor)
            descriptor = -1
        shutil.rmtree(folder, ignore_errors=True)
    finally:
        if descriptor != -1:
            os.close(descriptor)
    if folder.exists():
        return "of a run that has ended, and it cannot be removed"
    _LOG.info("removed %s, the unfinished files of a run that has ended", folder.name)
    return None


def _of_older_version(folder: Path) -> str | None:
    with contextlib.suppress(OSError):
        if any(_OLDER.fullmatch(name) for name in os.listdir(folder)):  # noqa: PTH208
            return "of a run of an older version"
    return None


def _own(path: Path) -> int:
    """Create the file that says whose the folder is. What is in it counts once it is whole, and is written last."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | _BINARY, 0o600)
    try:
        state = lock_file(descriptor)
        while state == "held":
            # Another run looks at the folder in this moment, and lets go at once.
            state = lock_file(descriptor)
        told = f"{_FORMAT}\n{_LOCKED if state == 'taken' else _UNLOCKED}\n{_machine()}\n{os.getpid()}\n"
        if os.write(descriptor, told.encode()) < len(told.encode()):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    except BaseException:
        os.close(descriptor)
        raise
    return descriptor


def _machine() -> str:
    """The name of this machine."""
    return os.uname().nodename if hasattr(os, "uname") else os.environ.get("COMPUTERNAME", "")
