"""Where a reply is written to that is too large to be held: a file by its path, or a file object."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final, Self

from timeback._storage.atomic_write import StorageErrors
from timeback_runtime.errors import InvalidRequestError

if TYPE_CHECKING:
    from types import TracebackType

Target = str | os.PathLike[str] | IO[bytes]

_ACTION: Final = "write the download"
# Folders in which this process has looked for what downloads and exports that were killed have left behind.
_tidied: set[str] = set()


class DownloadTarget:
    """Takes a body piece by piece.

    A file that is named by its path is there whole or not at all; where it cannot be written, a StorageError says so.
    A file object is written from where it stands; when a call is tried again, what the try before wrote is taken back.

    Attributes:
        written: how many bytes have been written.
    """

    def __init__(self, target: Target) -> None:
        self.written = 0
        self._path: Path | None = None
        self._start = 0
        if isinstance(target, str | os.PathLike):
            self._path = Path(target)
            self._storing = StorageErrors(self._path, _ACTION)
            if self._path.is_dir() or not self._path.absolute().parent.is_dir():
                raise InvalidRequestError("target: expected the path of a file in a folder that exists")
        elif hasattr(target, "write") and not hasattr(target, "encoding"):
            self._file = target
        else:
            kind = type(target).__name__
            raise InvalidRequestError(f"target: expected the path of a file, or a file opened for bytes, not {kind}")

    def begin(self) -> None:
        """A body begins."""
        if self.written:
            with self._storing if self._path is not None else contextlib.nullcontext():
                self._file.seek(self._start)
                self._file.truncate()
            self.written = 0
        elif self._path is None and self._file.seekable():
            self._start = self._file.tell()

    def write(self, piece: bytes) -> None:
        """The next piece of it."""
        if self._path is None:
            self._file.write(piece)
        else:
            with self._storing:
                self._file.write(piece)
        self.written += len(piece)

    def __enter__(self) -> Self:
        if self._path is not None:
            from timeback._storage.part_folder import PartFolder

            parent = str(self._path.absolute().parent)
            # Once for each folder: thousands of downloads into one would each look through all that is there.
            self._part = PartFolder(self._path, action=_ACTION, tidy=parent not in _tidied)
            _tidied.add(parent)
            self._unfinished = self._part.path / "download"
            try:
                with self._storing:
                    self._file = self._unfinished.open("xb")
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
                with self._storing:
                    self._file.close()
                    self._unfinished.replace(self._path)
            else:
                # It goes away: what the disk does not take any more is no matter.
                with contextlib.suppress(OSError):
                    self._file.close()
        finally:
            self._part.discard()
