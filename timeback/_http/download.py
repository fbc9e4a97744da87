"""The target of a download: a file by its path, or a file object, written piece by piece."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final, Self

from timeback._storage.errors import StorageErrors
from timeback_runtime.errors import InvalidRequestError

if TYPE_CHECKING:
    from types import TracebackType

Target = str | os.PathLike[str] | IO[bytes]

_ACTION: Final = "write the download"
_UNFINISHED: Final = "download"
# Folders in which this process has looked for the leftovers of downloads and exports that were killed.
_tidied_folders: set[str] = set()


class DownloadTarget:
    """Takes a body piece by piece, as a context manager.

    A file given by its path is complete or absent; if it cannot be written, that is a StorageError. A file object is
    written from its current position. When a call is retried, the bytes of the previous attempt are removed.

    Attributes:
        written: how many bytes have been written.
    """

    def __init__(self, target: Target) -> None:
        self.written = 0
        self._path: Path | None = None
        self._start = 0
        if isinstance(target, str | os.PathLike):
            self._path = Path(target)
            self._storage_errors = StorageErrors(self._path, _ACTION)
            if self._path.is_dir() or not self._path.absolute().parent.is_dir():
                raise InvalidRequestError("target: expected the path of a file in an existing folder")
        elif hasattr(target, "write") and not hasattr(target, "encoding"):
            self._file = target
        else:
            received = type(target).__name__
            raise InvalidRequestError(
                f"target: expected the path of a file, or a file opened for bytes, not {received}"
            )

    def start_body(self) -> None:
        """Prepare for a body. Removes what the previous attempt has written."""
        if self.written:
            with self._storage_errors if self._path is not None else contextlib.nullcontext():
                self._file.seek(self._start)
                self._file.truncate()
            self.written = 0
        elif self._path is None and self._file.seekable():
            self._start = self._file.tell()

    def write(self, piece: bytes) -> None:
        """Write the next piece of the body."""
        if self._path is None:
            self._file.write(piece)
        else:
            with self._storage_errors:
                self._file.write(piece)
        self.written += len(piece)

    def __enter__(self) -> Self:
        if self._path is not None:
            from timeback._storage.part_folder import PartFolder

            parent = str(self._path.absolute().parent)
            # Once for each folder: each of thousands of downloads would otherwise list it.
            self._part = PartFolder(self._path, action=_ACTION, tidy=parent not in _tidied_folders)
            _tidied_folders.add(parent)
            try:
                with self._storage_errors:
                    self._file = (self._part.path / _UNFINISHED).open("xb")
            except BaseException:
                self._part.discard()
                raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._path is None:
            return
        try:
            if kind is None:
                with self._storage_errors:
                    self._file.close()
                    self._part.publish(_UNFINISHED)
            else:
                # The file is removed, so a failure to write its last bytes does not matter.
                with contextlib.suppress(OSError):
                    self._file.close()
        finally:
            self._part.discard()
