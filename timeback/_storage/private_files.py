"""Database files that their owner alone can read, including the files that SQLite creates next to them."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from timeback._storage.errors import storage_error

# SQLite creates these files with the current mode of the database file.
_COMPANIONS: Final = ("-wal", "-shm", "-journal")


def create_private(path: Path) -> None:
    """Create the file with mode 0600 if it does not exist. SQLite treats an empty file as a new database.

    Raises:
        StorageError: the file cannot be created.
    """
    try:
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    except FileExistsError:
        pass
    except OSError as error:
        raise storage_error(path, "create the database", error) from error


def make_private(path: Path) -> None:
    """Set mode 0600 for the database file and its companions. Call it only for files of this package.

    Raises:
        StorageError: the mode cannot be changed, for example because another user owns the file.
    """
    real = os.path.realpath(path)
    for name in (real, *(real + end for end in _COMPANIONS)):
        try:
            os.chmod(name, 0o600)  # noqa: PTH101 - the names of the companions are strings
        except FileNotFoundError:
            pass
        except OSError as error:
            raise storage_error(name, "make the file private (mode 0600)", error) from error
