"""A file that says how far a listing has come."""

from __future__ import annotations

import hashlib
import json
import os
import secrets
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import asdict, field, frozen

from timeback._storage.atomic_write import StorageErrors, write_atomically
from timeback_runtime.errors import InvalidRequestError

if TYPE_CHECKING:
    from collections.abc import Callable

    from timeback_runtime.messages import Request

REMEMBERED = 200
_FORMAT = "timeback-checkpoint-1"
_MOST = 4 * 2**20
"""Bytes of the largest file that is read. One with ids of the usual length has less than 10,000."""


@frozen
class Mark:
    """The place after a page.

    Attributes:
        place: the offset, or the number of the page, that comes next.
        seen: how many objects have been given so far.
        total: how many the server spoke of.
        ordered: whether the listing is sorted by this client's own wish.
        last: the ids before the place, by which a resumed listing finds it again although objects came or went.
    """

    place: int
    seen: int
    total: int | None
    ordered: bool
    last: list[str] = field(repr=False)


class Checkpoint:
    """The file of one listing; replaced as a whole, and readable by its owner alone.

    What was asked for stands in it only as a salted hash, since a filter may name a person.
    """

    def __init__(self, path: str | os.PathLike[str], request: Request[Any], address: Callable[[str], str]) -> None:
        try:
            self._path = Path(path)
        except TypeError:
            raise InvalidRequestError(f"checkpoint: expected the path of a file, got {type(path).__name__}") from None
        if self._path.is_dir() or not self._path.absolute().parent.is_dir():
            raise InvalidRequestError("checkpoint: expected the path of a file in a folder that exists")
        if self._path.is_symlink():
            # The file behind the link is replaced, and the link stays.
            from timeback._storage.file_kinds import is_loop

            if is_loop(self._path):
                raise InvalidRequestError(
                    "checkpoint: its path is a loop of symbolic links; remove the links, or give the path of the file"
                )
            if not self._path.exists():
                raise InvalidRequestError(
                    "checkpoint: it is a symbolic link to a file that does not exist; remove the link, or give the "
                    "path of the file"
                )
            self._path = Path(os.path.realpath(self._path))
        operation = request.operation
        # By offset the size of a page may differ from run to run; by page it says where a page begins.
        query = sorted(pair for pair in request.query if pair[0] != "limit" or operation.paging == "page")
        parts = [address(operation.service), operation.package.name, operation.id, request.path, query]
        self._identity = json.dumps(parts)
        self._salt = secrets.token_hex(16)

    def load(self) -> Mark | None:
        """The place to go on from; None where there is no file yet.

        Raises:
            InvalidRequestError: the file is of another listing, or no checkpoint at all.
            StorageError: it cannot be read.
        """
        content = self._content()
        if content is None:
            return None
        try:
            data = json.loads(content)
            if data["format"] != _FORMAT:
                raise ValueError
            mark, salt, told = Mark(**data["mark"]), str(data["salt"]), data["request"]
            if not _sound(mark):
                raise ValueError
        except (ValueError, KeyError, TypeError, RecursionError):
            raise self._foreign("damaged, or a text file") from None
        if told != self._digest(salt):
            raise InvalidRequestError(
                "checkpoint: the file is of another listing (server, operation, filter, sort, fields or start differ); "
                "ask for the same as before, or name another file"
            )
        self._salt = salt
        return mark

    def save(self, mark: Mark) -> None:
        """Replace the file; at every moment it holds the old place or the new one.

        Raises:
            StorageError: the file cannot be written.
        """
        data = {"format": _FORMAT, "salt": self._salt, "request": self._digest(self._salt), "mark": asdict(mark)}
        write_atomically(self._path, json.dumps(data).encode("ascii"), action="write the checkpoint")

    def remove(self) -> None:
        """The listing is finished: the next run begins anew.

        Raises:
            StorageError: the file cannot be removed.
        """
        with StorageErrors(self._path, "remove the checkpoint"):
            self._path.unlink(missing_ok=True)

    def _content(self) -> bytes | None:
        """What the file holds; None where there is none."""
        from timeback._storage.file_kinds import irregular, kind_of

        with StorageErrors(self._path, "read the checkpoint"):
            # Whatever is no checkpoint is not read whole, and a named pipe not at all.
            if (what := irregular(self._path)) is not None:
                raise self._foreign(what)
            try:
                with self._path.open("rb") as file:
                    content = file.read(_MOST + 1)
            except FileNotFoundError:
                return None
            if len(content) > _MOST or not content.startswith(b"{"):
                raise self._foreign(kind_of(self._path) or "an empty file")
            return content

    def _foreign(self, what: str) -> InvalidRequestError:
        return InvalidRequestError(
            f"checkpoint: {self._path.name} is no checkpoint of this version, but {what}; it was left as it is: name "
            "another file, or remove this one"
        )

    def _digest(self, salt: str) -> str:
        return hashlib.sha256(f"{salt} {self._identity}".encode()).hexdigest()


def _sound(mark: Mark) -> bool:
    numbers = [mark.place, mark.seen, 0 if mark.total is None else mark.total]
    return (
        all(type(number) is int and number >= 0 for number in numbers)
        and type(mark.ordered) is bool
        and isinstance(mark.last, list)
        and all(isinstance(key, str) for key in mark.last)
    )
