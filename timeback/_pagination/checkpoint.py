"""Checkpoint file of a listing, from which a later run resumes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from timeback_runtime.records import field, frozen

if TYPE_CHECKING:
    import os
    from collections.abc import Callable

    from timeback_runtime.messages import Package, Request

MAX_RECENT_IDS = 200
"""How many ids a checkpoint holds."""


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
    """The checkpoint file of one listing."""

    def __init__(self, path: str | os.PathLike[str], request: Request[Any], base_url: Callable[[Package], str]) -> None:
        # Imported late: few listings have a checkpoint.
        from timeback._storage.checkpoint_file import CheckpointFile

        operation = request.operation
        # The page size may differ between runs when paging by offset; when paging by number it determines where a page
        # starts.
        query = sorted(pair for pair in request.query if pair[0] != "limit" or operation.paging == "page")
        self._file = CheckpointFile(
            path,
            [base_url(operation.package), operation.package.name, operation.id, request.path, query],
            "another listing (server, operation, filter, sort, fields or start differ); repeat the earlier request, or "
            "use another file",
        )

    def load(self) -> ResumePoint | None:
        """Read the position to resume from; return None if the file does not exist.

        Raises:
            InvalidRequestError: the file belongs to another listing, or is not a checkpoint.
            StorageError: the file cannot be read.
        """
        mark = self._file.load()
        try:
            return None if mark is None else ResumePoint.from_json(mark)
        except (ValueError, KeyError, TypeError):
            raise self._file.damaged() from None

    def save(self, point: ResumePoint) -> None:
        """Replace the file atomically: at any moment it holds either the old position or the new one.

        Raises:
            StorageError: the file cannot be written.
        """
        self._file.save(point.to_json())

    def remove(self) -> None:
        """Remove the file of a finished listing, so that the next run starts from the beginning.

        Raises:
            StorageError: the file cannot be removed.
        """
        self._file.remove()
