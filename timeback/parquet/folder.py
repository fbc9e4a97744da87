"""The output folder: files are written to a temporary folder beside it, which is renamed at the end."""

from __future__ import annotations

import os
from pathlib import Path
from typing import BinaryIO

from timeback._arrow.schema import arrow
from timeback._storage.file_kinds import has_file_extension
from timeback._storage.part_folder import PartFolder, create_private_file
from timeback_runtime.errors import InvalidRequestError


class ParquetFolder:
    """A folder of Parquet files, as the target of a migration.

    >>> Migration(staging, ParquetFolder("roster")).run()

    Objects are written unchanged, with the source's ``dateLastModified``. The folder appears once all files are
    complete. If the migration is interrupted, it does not appear.
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        """Check the path. Nothing is written yet.

        Args:
            path: the folder. It must not exist, or be empty.

        Raises:
            InvalidRequestError: the path cannot be a new folder.
            ImportError: pyarrow is not installed.
        """
        self.path = Path(path)
        _check(self.path)
        arrow()

    def __fspath__(self) -> str:
        return str(self.path)

    def __repr__(self) -> str:
        return f"ParquetFolder({str(self.path)!r})"


class TemporaryFolder:
    """The folder in which files are written. They are readable by their owner only."""

    def __init__(self, path: Path) -> None:
        _check(path)
        self._path = path
        self._part = PartFolder(path, action="write the Parquet files")
        self._made = self._part.path / "files"
        try:
            self._made.mkdir(mode=0o700)
        except BaseException:
            self._part.discard()
            raise

    def open(self, name: str) -> BinaryIO:
        """Create a file."""
        return create_private_file(self._made / name)

    def publish(self) -> None:
        """Rename the temporary folder to the output folder."""
        self._part.publish(self._made.name)
        self.discard()

    def discard(self) -> None:
        """Remove the temporary folder."""
        self._part.discard()


def _check(path: Path) -> None:
    name = path.name
    if path.suffix.lower() == ".parquet" or (has_file_extension(path) and not path.is_dir()):
        raise InvalidRequestError(
            f"{name}: Parquet files are written to a folder, one file for each collection; leave out {path.suffix}"
        )
    if not path.absolute().parent.is_dir():
        raise InvalidRequestError(f"{name}: the parent folder does not exist; create it first")
    if path.exists() and not (path.is_dir() and not any(path.iterdir())):
        raise InvalidRequestError(f"{name} exists and is not an empty folder; choose another name, or remove it")
