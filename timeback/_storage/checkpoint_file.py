"""A checkpoint file: small JSON that belongs to one call, replaced atomically, readable by its owner only."""

from __future__ import annotations

import hashlib
import json
import os
import secrets
from pathlib import Path
from typing import Any

from timeback._storage.atomic_write import write_atomically
from timeback._storage.errors import StorageErrors
from timeback._storage.file_kinds import irregular, is_loop, kind_of
from timeback_runtime.errors import InvalidRequestError

_FORMAT = "timeback-checkpoint-1"
_MAX_BYTES = 64 * 2**20
"""The size of the largest file that is read. Most checkpoints have less than 10,000 bytes."""


class CheckpointFile:
    """The checkpoint file of one call.

    The file identifies the call by a salted hash, because a filter may contain personal data.

    Attributes:
        path: the file, without symbolic links.
        salt: random text, from the file once it was loaded.
    """

    def __init__(self, path: str | os.PathLike[str], identity: list[Any], belongs_to: str) -> None:
        """Check the path. Nothing is read or written.

        Args:
            path: the file. It need not exist.
            identity: JSON values that identify the call.
            belongs_to: the end of the sentence "the file belongs to", for a file with another identity.

        Raises:
            InvalidRequestError: the path cannot be that of a checkpoint.
        """
        try:
            self.path = Path(path)
        except TypeError:
            raise InvalidRequestError(f"checkpoint: expected the path of a file, got {type(path).__name__}") from None
        if self.path.is_dir() or not self.path.absolute().parent.is_dir():
            raise InvalidRequestError("checkpoint: expected the path of a file in an existing folder")
        if self.path.is_symlink():
            # The target of the link is replaced; the link stays.
            if is_loop(self.path):
                raise InvalidRequestError(
                    "checkpoint: the path is a loop of symbolic links; remove the links, or pass the path of the file"
                )
            if not self.path.exists():
                raise InvalidRequestError(
                    "checkpoint: the path is a symbolic link to a file that does not exist; remove the link, or pass "
                    "the path of the file"
                )
            self.path = Path(os.path.realpath(self.path))
        self._identity = json.dumps(identity)
        self._belongs_to = belongs_to
        self.salt = secrets.token_hex(16)

    def load(self) -> dict[str, Any] | None:
        """Return what ``save`` stored, or None if the file does not exist.

        Raises:
            InvalidRequestError: the file belongs to another call, or is not a checkpoint.
            StorageError: the file cannot be read.
        """
        content = self._content()
        if content is None:
            return None
        try:
            data = json.loads(content)
            if data["format"] != _FORMAT:
                raise ValueError
            mark, salt, digest = dict(data["mark"]), str(data["salt"]), data["request"]
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            raise self.damaged() from None
        if digest != self._digest(salt):
            raise InvalidRequestError(f"checkpoint: the file belongs to {self._belongs_to}")
        self.salt = salt
        return mark

    def save(self, mark: dict[str, Any]) -> None:
        """Replace the file atomically: at any moment it holds either the old mark or the new one.

        Raises:
            StorageError: the file cannot be written.
        """
        data = {"format": _FORMAT, "salt": self.salt, "request": self._digest(self.salt), "mark": mark}
        write_atomically(self.path, json.dumps(data).encode("ascii"), action="write the checkpoint")

    def remove(self) -> None:
        """Remove the file of a finished call, so that the next run starts from the beginning.

        Raises:
            StorageError: the file cannot be removed.
        """
        with StorageErrors(self.path, "remove the checkpoint"):
            self.path.unlink(missing_ok=True)

    def damaged(self) -> InvalidRequestError:
        """Return the error for a file whose content no ``save`` wrote."""
        return self._not_a_checkpoint("damaged, or a text file")

    def _content(self) -> bytes | None:
        """Return the bytes of the file, or None if it does not exist."""
        with StorageErrors(self.path, "read the checkpoint"):
            # A named pipe is not opened, and a large file is not read to its end.
            if (what := irregular(self.path)) is not None:
                raise self._not_a_checkpoint(what)
            try:
                with self.path.open("rb") as file:
                    content = file.read(_MAX_BYTES + 1)
            except FileNotFoundError:
                return None
            if len(content) > _MAX_BYTES or not content.startswith(b"{"):
                raise self._not_a_checkpoint(kind_of(self.path) or "an empty file")
            return content

    def _not_a_checkpoint(self, what: str) -> InvalidRequestError:
        return InvalidRequestError(
            f"checkpoint: {self.path.name} is not a checkpoint of this version but {what}; the file was not changed: "
            "use another file, or remove this one"
        )

    def _digest(self, salt: str) -> str:
        return hashlib.sha256(f"{salt} {self._identity}".encode()).hexdigest()
