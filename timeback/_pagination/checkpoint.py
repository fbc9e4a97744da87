"""Checkpoint file of a listing, from which a later run resumes."""

from __future__ import annotations

import hashlib
import json
import os
import secrets
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from timeback._storage.atomic_write import write_atomically
from timeback._storage.errors import StorageErrors
from timeback_runtime.errors import InvalidRequestError

if TYPE_CHECKING:
    from collections.abc import Callable

    from timeback_runtime.messages import Package, Request

MAX_RECENT_IDS = 200
"""How many ids a checkpoint holds."""
_FORMAT = "timeback-checkpoint-1"
_MAX_BYTES = 4 * 2**20
"""The size of the largest file that is read. A checkpoint with ids of the usual length has less than 10,000 bytes."""


@frozen
class ResumePoint:
    """The position after a page.

    Attributes:
        position: the offset or the page number of the next page.
        count: how many objects have been returned so far.
        total: the latest total that the server reported, if any.
        default_sort: whether the client sorts the listing because the caller gave no order.
        recent_ids: the ids before the position. A resumed listing finds it by them even if objects were added or
            removed since.
    """

    position: int
    count: int
    total: int | None
    default_sort: bool
    recent_ids: list[str] = field(repr=False)

    def to_json(self) -> dict[str, Any]:
        """Return the JSON object of the checkpoint file. Its keys are part of the file format."""
        return {
            "place": self.position,
            "seen": self.count,
            "total": self.total,
            "ordered": self.default_sort,
            "last": self.recent_ids,
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> ResumePoint:
        """Read the JSON object of the checkpoint file.

        Raises:
            ValueError, KeyError, TypeError: it is not one that ``to_json`` wrote.
        """
        if data.keys() != {"place", "seen", "total", "ordered", "last"}:
            raise ValueError
        point = cls(data["place"], data["seen"], data["total"], data["ordered"], data["last"])
        if not point._is_valid():
            raise ValueError
        return point

    def _is_valid(self) -> bool:
        numbers = [self.position, self.count, 0 if self.total is None else self.total]
        return (
            all(type(number) is int and number >= 0 for number in numbers)
            and type(self.default_sort) is bool
            and isinstance(self.recent_ids, list)
            and all(isinstance(identity, str) for identity in self.recent_ids)
        )


class Checkpoint:
    """The checkpoint file of one listing. It is replaced atomically, and only its owner can read it.

    The file identifies the request by a salted hash, because a filter may contain personal data.
    """

    def __init__(self, path: str | os.PathLike[str], request: Request[Any], base_url: Callable[[Package], str]) -> None:
        try:
            self._path = Path(path)
        except TypeError:
            raise InvalidRequestError(f"checkpoint: expected the path of a file, got {type(path).__name__}") from None
        if self._path.is_dir() or not self._path.absolute().parent.is_dir():
            raise InvalidRequestError("checkpoint: expected the path of a file in an existing folder")
        if self._path.is_symlink():
            # The target of the link is replaced; the link stays.
            from timeback._storage.file_kinds import is_loop

            if is_loop(self._path):
                raise InvalidRequestError(
                    "checkpoint: the path is a loop of symbolic links; remove the links, or pass the path of the file"
                )
            if not self._path.exists():
                raise InvalidRequestError(
                    "checkpoint: the path is a symbolic link to a file that does not exist; remove the link, or pass "
                    "the path of the file"
                )
            self._path = Path(os.path.realpath(self._path))
        operation = request.operation
        # The page size may differ between runs when paging by offset; when paging by number it determines where a page
        # starts.
        query = sorted(pair for pair in request.query if pair[0] != "limit" or operation.paging == "page")
        parts = [base_url(operation.package), operation.package.name, operation.id, request.path, query]
        self._identity = json.dumps(parts)
        self._salt = secrets.token_hex(16)

    def load(self) -> ResumePoint | None:
        """Read the position to resume from; return None if the file does not exist.

        Raises:
            InvalidRequestError: the file belongs to another listing, or is not a checkpoint.
            StorageError: the file cannot be read.
        """
        content = self._content()
        if content is None:
            return None
        try:
            data = json.loads(content)
            if data["format"] != _FORMAT:
                raise ValueError
            point, salt, digest = ResumePoint.from_json(data["mark"]), str(data["salt"]), data["request"]
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            raise self._not_a_checkpoint("damaged, or a text file") from None
        if digest != self._digest(salt):
            raise InvalidRequestError(
                "checkpoint: the file belongs to another listing (server, operation, filter, sort, fields or start "
                "differ); repeat the earlier request, or use another file"
            )
        self._salt = salt
        return point

    def save(self, point: ResumePoint) -> None:
        """Replace the file atomically: at any moment it holds either the old position or the new one.

        Raises:
            StorageError: the file cannot be written.
        """
        data = {
            "format": _FORMAT,
            "salt": self._salt,
            "request": self._digest(self._salt),
            "mark": point.to_json(),
        }
        write_atomically(self._path, json.dumps(data).encode("ascii"), action="write the checkpoint")

    def remove(self) -> None:
        """Remove the file of a finished listing, so that the next run starts from the beginning.

        Raises:
            StorageError: the file cannot be removed.
        """
        with StorageErrors(self._path, "remove the checkpoint"):
            self._path.unlink(missing_ok=True)

    def _content(self) -> bytes | None:
        """Return the bytes of the file, or None if it does not exist."""
        from timeback._storage.file_kinds import irregular, kind_of

        with StorageErrors(self._path, "read the checkpoint"):
            # A named pipe is not opened, and a large file is not read to its end.
            if (what := irregular(self._path)) is not None:
                raise self._not_a_checkpoint(what)
            try:
                with self._path.open("rb") as file:
                    content = file.read(_MAX_BYTES + 1)
            except FileNotFoundError:
                return None
            if len(content) > _MAX_BYTES or not content.startswith(b"{"):
                raise self._not_a_checkpoint(kind_of(self._path) or "an empty file")
            return content

    def _not_a_checkpoint(self, what: str) -> InvalidRequestError:
        return InvalidRequestError(
            f"checkpoint: {self._path.name} is not a checkpoint of this version but {what}; the file was not changed: "
            "use another file, or remove this one"
        )

    def _digest(self, salt: str) -> str:
        return hashlib.sha256(f"{salt} {self._identity}".encode()).hexdigest()
