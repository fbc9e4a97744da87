"""Turn errors of the operating system into StorageErrors that name the file and the action."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from timeback.errors import StorageError, TimeBackError

if TYPE_CHECKING:
    from types import TracebackType


def storage_error(path: str | os.PathLike[str] | None, action: str, error: OSError) -> StorageError:
    """Return the StorageError for an error of the operating system.

    Args:
        path: the file; None for a temporary one.
        action: the action that failed, such as ``write the checkpoint``.
    """
    name = "a temporary file" if path is None else Path(path).name
    reason = error.strerror or type(error).__name__
    return StorageError(
        f"{name}: could not {action} ({reason}); check free disk space and the permissions of the file and its folder",
        path=path,
        action=action,
        errno=error.errno,
    )


class StorageErrors:
    """A context manager that turns each OSError of its block into a StorageError. It can be entered many times.

    Errors of this package pass unchanged.
    """

    def __init__(self, path: str | os.PathLike[str] | None, action: str) -> None:
        """See ``storage_error`` for the arguments."""
        self._path = path
        self._action = action

    def __enter__(self) -> None:
        return None

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if isinstance(error, OSError) and not isinstance(error, TimeBackError):
            raise storage_error(self._path, self._action, error) from error
