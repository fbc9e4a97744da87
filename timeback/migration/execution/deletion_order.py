"""The order of deletions within one collection: each object before those that it cannot be without."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from typing import TypeVar

K = TypeVar("K")


def deletion_batches(needs: Mapping[K, Set[K]]) -> Iterator[list[K]]:
    """Yield batches of objects. No object is needed by one of its own or of a later batch.

    Objects that need each other in a circle are the exception: nothing is free then, and they are one batch.

    Args:
        needs: for each object, those that it cannot be without. Itself and objects that are not deleted do not count.
    """
    remaining = dict(needs)
    while remaining:
        needed = {one for key, ones in remaining.items() for one in ones if one != key}
        batch = [key for key in remaining if key not in needed] or list(remaining)
        yield batch
        for key in batch:
            del remaining[key]
