"""The modes of the file that `db=` names, and of what SQLite keeps beside it."""

from __future__ import annotations

import os
from pathlib import Path

from timeback._files import storage_error

__all__ = ["create_private", "make_private", "path_of"]

# SQLite gives a companion the mode that the file has when the companion is made.
_COMPANIONS = ("-wal", "-shm", "-journal")


def path_of(db: str | Path) -> Path | None:
    """The file of a database; None for one in memory."""
    return None if str(db) in (":memory:", "") else Path(db)


def create_private(path: Path) -> None:
    """Create the file, for its owner alone, where there is none. SQLite takes an empty file for a new database.

    Raises:
        StorageError: it cannot be created.
    """
    try:
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    except FileExistsError:
        pass
    except OSError as error:
        raise storage_error(path, "create the database", error) from error


def make_private(path: Path) -> None:
    """Let only the owner read and write the file and its companions. The file must be known to be a sandbox's.

    Raises:
        StorageError: the mode cannot be changed, such as that of somebody else's file.
    """
    real = os.path.realpath(path)
    for name in (real, *(real + end for end in _COMPANIONS)):
        try:
            os.chmod(name, 0o600)  # noqa: PTH101 - the companions' names are made of text
        except FileNotFoundError:
            pass
        except OSError as error:
            raise storage_error(name, "make the file private (mode 0600)", error) from error
