"""The checkpoint of a method such as ``update_many``: which of its objects have been written.

The objects are known by their positions in the input, because some have no id. A later run must therefore pass the same
objects in the same order. It is refused if they differ: otherwise objects would be skipped that were never sent.
"""

from __future__ import annotations

import hashlib
import threading
from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from timeback._resources.batch import Job
from timeback_runtime.encoding import to_json_bytes
from timeback_runtime.errors import APIStatusError, InvalidRequestError

if TYPE_CHECKING:
    from timeback._storage.checkpoint_file import CheckpointFile

_BLOCKS = 4
"""How many times the concurrency the limit of the checkpoint is ahead of the first object that needs a new one."""
_AHEAD = 16
"""How many times the concurrency an object is ahead of the first one that has not ended, at most."""


class WriteProgress:
    """Which objects of a call have been written, by this run and by earlier ones.

    The file states that every object before ``position`` has ended, and that none from ``limit`` on has been sent. It
    is written before objects beyond the limit are sent, so it is true whenever the process ends. The objects between
    are sent again by the next run. So are those that failed, because the report of that run must list them too.

    Attributes:
        resumed: how many objects earlier runs have written.
        superseded: positions of objects that failed in an earlier run, and are not sent again since a later object with
            the same id has been written.
    """

    def __init__(self, file: CheckpointFile, concurrency: int) -> None:
        """Read the file, if it exists.

        Raises:
            InvalidRequestError: the file belongs to another call, or is not a checkpoint.
            StorageError: the file cannot be read.
        """
        self._file = file
        self._block, self._ahead = _BLOCKS * concurrency, _AHEAD * concurrency
        # How far each position has got, and whether the server may have processed an object that failed.
        self._position = self._limit = self._read = 0
        self._failed: dict[int, bool] = {}
        self._ended: set[int] = set()
        chain = ""
        mark = file.load()
        if mark is not None:
            try:
                self._position, self._limit, self._failed, chain = _parsed(mark)
            except (ValueError, KeyError, TypeError):
                raise file.damaged() from None
        # What failed beyond the position is sent again with everything else there.
        self._uncertain = {index: self._failed.pop(index) for index in list(self._failed) if index >= self._position}
        self.resumed = self._position - len(self._failed)
        self.superseded: list[int] = []
        # The ends of the earlier runs, and the digest of the objects before the position.
        self._skipped, self._repeated, self._expected = self._position, self._limit, chain
        self._chain = hashlib.sha256(file.salt.encode()).digest()
        self._chains = {0: self._chain}
        # The objects that failed earlier, and their positions by id.
        self._held: dict[int, Job] = {}
        self._held_keys: defaultdict[str | None, list[int]] = defaultdict(list)
        self._must_save = False
        self._is_sending = self._has_ended = False
        self._saving = threading.Lock()

    def accept(self, key: str | None, item: Any) -> Iterator[Job]:
        """Take the next object of the input; yield the objects to send now.

        Raises:
            InvalidRequestError: the objects of the earlier run were others.
        """
        index = self._read
        if index == self._skipped:
            yield from self._resume()
        self._read += 1
        self._chain = _digest(self._chain, key, item)
        if index >= self._skipped:
            self._chains[self._read] = self._chain
            yield Job(index, item, key, self._uncertain.get(index, index < self._repeated))
        elif index in self._failed:
            self._held[index] = Job(index, item, key, self._failed[index])
            self._held_keys[key].append(index)
        elif key is not None:
            for earlier in self._held_keys.pop(key, ()):
                del self._held[earlier]
                self.superseded.append(earlier)

    def end(self) -> Iterator[Job]:
        """Take the end of the input; yield the remaining objects to send.

        Raises:
            InvalidRequestError: the objects of the earlier run were others.
        """
        if self._read <= self._skipped:
            yield from self._resume()

    def mark_before(self, index: int) -> dict[str, Any] | None:
        """Return what to save before an object is sent; None if the file needs no change."""
        self._is_sending = True
        if index < self._limit and not self._must_save:
            return None
        self._must_save = False
        self._limit = max(self._limit, index + self._block)
        return self._mark(self._limit)

    def is_far_ahead(self, index: int) -> bool:
        """Return whether an object must wait, so that no kill during a long request repeats many others."""
        return index >= self._position + self._ahead

    def finish(self, index: int, error: Exception | None) -> None:
        """Note that an object has been written, or has failed."""
        if error is None:
            self._failed.pop(index, None)
        else:
            self._failed[index] = self._failed.get(index, False) or _may_have_been_processed(error)
        if index >= self._position:
            self._ended.add(index)
        while (position := self._position) in self._ended:
            self._ended.remove(position)
            # In this order, so that an interrupt between the lines leaves a state that can be saved.
            self._position += 1
            del self._chains[position]

    def save(self, mark: dict[str, Any]) -> None:
        """Replace the file. A thread that is late does not replace the last state.

        Raises:
            StorageError: the file cannot be written.
        """
        with self._saving:
            if not self._has_ended:
                self._file.save(mark)

    def save_end(self) -> None:
        """Save the state of a call that ended early. A file from which nothing was resumed yet stays unchanged.

        Raises:
            StorageError: the file cannot be written. The old one is true as well.
        """
        with self._saving:
            self._has_ended = True
            if self._is_sending:
                self._file.save(self._mark(max(self._read, self._repeated)))

    def remove(self) -> None:
        """Remove the file of a call that has ended.

        Raises:
            StorageError: the file cannot be removed.
        """
        self._file.remove()

    def _resume(self) -> Iterator[Job]:
        if self._skipped and (self._read != self._skipped or self._chain.hex() != self._expected):
            raise InvalidRequestError(
                f"checkpoint: the first {self._skipped} objects differ from those of the earlier run; pass the same "
                "objects in the same order, or remove the file to start from the beginning"
            )
        self._chains = {self._read: self._chain}
        # They are sent now, so that the server may have processed them if this run is killed.
        self._must_save = bool(self._held)
        self._failed |= dict.fromkeys(self._held, True)
        yield from self._held.values()
        self._held.clear()
        self._held_keys.clear()

    def _mark(self, limit: int) -> dict[str, Any]:
        """Return the JSON object of the file. Its keys are part of the file format."""
        return {
            "position": self._position,
            "limit": limit,
            "failed": _as_ranges(self._failed),
            "objects": self._chains[self._position].hex(),
        }


def _digest(chain: bytes, key: str | None, item: Any) -> bytes:
    """Return the digest of the objects up to this one."""
    try:
        data = to_json_bytes("items", [key, item], stable=True)
    except InvalidRequestError:
        # It will fail, and its digest need not tell more.
        data = b""
    return hashlib.blake2b(data, key=chain, digest_size=32).digest()


def _may_have_been_processed(error: Exception) -> bool:
    """Return whether the server may have processed a write that failed."""
    if isinstance(error, APIStatusError):
        return error.status >= 500 or error.status == 408 or error.attempts > 1
    return not isinstance(error, InvalidRequestError)


def _as_ranges(failed: dict[int, bool]) -> list[list[int]]:
    """Return positions as first, last and flag of each range."""
    ranges: list[list[int]] = []
    for index in sorted(failed):
        if ranges and ranges[-1][1:] == [index - 1, failed[index]]:
            ranges[-1][1] = index
        else:
            ranges.append([index, index, int(failed[index])])
    return ranges


def _parsed(mark: dict[str, Any]) -> tuple[int, int, dict[int, bool], str]:
    """Return position, limit, failed positions and digest of the JSON object of a file.

    Raises:
        ValueError, KeyError, TypeError: it is not one that ``WriteProgress`` wrote.
    """
    position, limit, ranges, chain = mark["position"], mark["limit"], mark["failed"], mark["objects"]
    numbers = [position, limit, *(number for one in ranges for number in one)]
    if not all(type(number) is int and 0 <= number <= limit for number in numbers) or not isinstance(chain, str):
        raise ValueError
    failed: dict[int, bool] = {}
    for first, last, flag in ranges:
        if not first <= last or flag > 1:
            raise ValueError
        failed |= dict.fromkeys(range(first, last + 1), bool(flag))
    return position, limit, failed, chain
