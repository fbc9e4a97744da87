"""Where the files go: put together beside their place, on the same disk, and moved there at the end."""

from __future__ import annotations

import importlib
import os
from pathlib import Path
from typing import Any, BinaryIO

from timeback._storage.part_folder import PartFolder
from timeback_runtime.errors import InvalidRequestError


def arrow(module: str = "pyarrow") -> Any:
    """The library, or an error that says how to get it.

    Raises:
        ImportError: pyarrow is not installed.
    """
    try:
        return importlib.import_module(module)
    except ImportError as error:
        raise ImportError(
            "Parquet files need the package pyarrow; install it with: pip install 'timeback-client[parquet]'",
            name="pyarrow",
        ) from error


class ParquetFolder:
    """A folder that a migration writes Parquet files into: the target of an export.

    >>> Migration(staging, ParquetFolder("roster")).run()

    Objects are written as the source has them, with the times of their changes. The folder appears whole when all is
    done, and not at all if it is interrupted.
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        """Nothing is written yet.

        Args:
            path: the folder; it is made, or is there and empty.

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


class Workshop:
    """The files while they are written, readable by their owner alone."""

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
        """A new file."""
        return open(self._made / name, "xb", opener=lambda path, flags: os.open(path, flags, 0o600))

    def publish(self) -> None:
        """Give the folder its name."""
        if self._path.exists():
            self._path.rmdir()
        self._made.rename(self._path)
        self.discard()

    def discard(self) -> None:
        """Leave nothing behind."""
        self._part.discard()


def _check(path: Path) -> None:
    name = path.name
    if path.suffix.lower() in (".parquet", ".zip"):
        raise InvalidRequestError(
            f"{name}: Parquet files go into a folder, one for each collection; give it a name without {path.suffix}"
        )
    if not path.absolute().parent.is_dir():
        raise InvalidRequestError(f"{name}: the folder that it is to be in does not exist; make it first")
    if path.exists() and not (path.is_dir() and not any(path.iterdir())):
        raise InvalidRequestError(f"{name} is there already, and is no empty folder; choose another name, or remove it")
