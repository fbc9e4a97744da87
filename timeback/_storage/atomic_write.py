"""Atomic file writes: the old content or the new one, readable by the owner only."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path

from timeback._storage.errors import storage_error


def write_atomically(path: Path, content: bytes, *, action: str) -> None:
    """Replace a file atomically: at every moment it holds the old content or the new one. Its mode is 0600.

    Args:
        action: the action for an error, such as ``write the checkpoint``.

    Raises:
        StorageError: the file cannot be written. The old one is unchanged.
    """
    temporary: Path | None = None
    try:
        descriptor, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.absolute().parent)
        temporary = Path(name)
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except BaseException as error:
        if temporary is not None:
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise storage_error(path, action, error) from error
        raise
