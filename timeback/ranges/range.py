"""A range of a collection: the part that one worker reads."""

from __future__ import annotations

from typing import Literal

from attrs import field, frozen


class RangeWarning(UserWarning):
    """A collection is read as one range, because the server cannot be read by ranges of ids."""


@frozen
class Range:
    """The objects of a collection whose ids are between two bounds. It can be pickled and holds no secret.

    The bounds are ids of the server, and only the server compares them. The ranges of a plan are disjoint and cover the
    collection, whatever is added, removed or changed while they are read.

    Attributes:
        collection: the name of the collection in the API, such as ``users``.
        low: the first id of the range; None for no such bound.
        high: the id before which the range ends; None for no such bound.
        expected: how many objects the server counted in the range when it was planned; None if it does not count.
        paging: how the pages of the range are asked for: after an id (``keyset``), or after a number of objects
            (``offset``) where the server cannot do the former.
    """

    collection: str
    low: str | None = field(default=None, repr=False)
    high: str | None = field(default=None, repr=False)
    expected: int | None = None
    paging: Literal["keyset", "offset"] = "keyset"
