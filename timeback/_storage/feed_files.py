"""The files of a feed of changes: its checkpoint, the lock of a run, and the ids that the copy may hold."""

from __future__ import annotations

import contextlib
import json
import os
from typing import Any

from timeback._storage.checkpoint_file import CheckpointFile
from timeback._storage.file_locks import acquire_lock, unlock
from timeback._storage.known_ids import KnownIds
from timeback.errors import ClientStateError


class FeedFiles:
    """The checkpoint of a feed, held by one run from construction until it is closed.

    Beside the checkpoint are its lock, with ``.lock`` at the end, and the known ids, with ``.ids``.

    Attributes:
        stored: the content of the checkpoint; None if there is none yet.
    """

    def __init__(self, path: str | os.PathLike[str], identity: list[Any]) -> None:
        """Acquire the lock and read the checkpoint.

        Args:
            path: the checkpoint. It need not exist.
            identity: JSON values that identify the server and the collection.

        Raises:
            InvalidRequestError: the path or the file is none of a checkpoint of this feed.
            ClientStateError: another run uses the checkpoint.
            ConfigurationError: the lock or the ids are another kind of file, or the file system has no locks.
            StorageError: a file cannot be read or written.
        """
        self._file = CheckpointFile(
            path,
            identity,
            "another feed of changes (server or collection differ), or to another call; use another file",
        )
        self._process = os.getpid()
        self._lock: int | None = self._acquire()
        self._ids: KnownIds | None = None
        try:
            self.stored = self._file.load()
            self._ids = KnownIds(self._file.path.with_name(f"{self._file.path.name}.ids"), json.dumps(identity))
        except BaseException:
            self.close()
            raise

    @property
    def ids(self) -> KnownIds:
        """The known ids.

        Raises:
            ClientStateError: the files are closed, or the process was forked.
        """
        if self._ids is None:
            raise ClientStateError("changes: the feed is closed; start a new one")
        if os.getpid() != self._process:
            raise ClientStateError("changes: the feed was started before this process was forked; start one in each")
        return self._ids

    def save(self, mark: dict[str, Any], *, complete: bool) -> None:
        """Remove the ids that are gone from the known ones, and replace the checkpoint.

        Args:
            mark: the new content.
            complete: the run has read everything.

        Raises:
            StorageError: a file cannot be written. The checkpoint is unchanged.
        """
        ids = self.ids
        ids.remove_gone()
        if complete:
            ids.set_complete()
        self._file.save(mark)

    def close(self) -> None:
        """Close the files and release the lock. In a forked process this closes nothing of the other one."""
        ids, self._ids = self._ids, None
        lock, self._lock = self._lock, None
        is_owner = os.getpid() == self._process
        if ids is not None and is_owner:
            ids.close()
        if lock is not None:
            if is_owner:
                with contextlib.suppress(OSError):
                    unlock(lock)
            os.close(lock)

    def _acquire(self) -> int:
        name = self._file.path.name
        held = ClientStateError(
            f"{name} is in use by another run of the feed: wait until it has ended, or end it; in this process, "
            "commit or close the earlier feed"
        )
        path = self._file.path.with_name(f"{name}.lock")
        return acquire_lock(path, "the checkpoint", instead="use another checkpoint", held=held)
