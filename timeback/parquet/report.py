"""What became of what was to be written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, Final

import attrs

from timeback.parquet.coercion import Why

OTHER: Final = "_other"
"""The column with what has no other: JSON text, an object of values by their property paths."""
KEPT: Final = 1000


@attrs.frozen
class Aside:
    """How often something of a collection went into the column ``_other``."""

    collection: str
    path: str
    """The property, with ``[]`` for any place in a list: ``grades[]``."""
    why: Why
    """``unknown``: the specification has no such property. ``odd``: the value does not fit the column."""
    count: int
    example: str | None
    """The sourcedId of one such object."""

    def __str__(self) -> str:
        what = "is not in the specification" if self.why == "unknown" else "does not fit its column"
        how_often = "once" if self.count == 1 else f"{self.count:,} times"
        return f"{self.collection} {self.path} {what} ({how_often}); see the column {OTHER}"


@attrs.define
class ParquetReport:
    """What was written."""

    objects: Counter[str] = attrs.field(factory=Counter)
    """How many, by collection."""
    _aside: dict[tuple[str, str, Why], tuple[int, str | None]] = attrs.field(factory=dict, repr=False)

    @property
    def aside(self) -> list[Aside]:
        """What went into the column ``_other``; the first thousand properties one by one, the rest as ``*``."""
        return [Aside(*key, count, example) for key, (count, example) in self._aside.items()]

    def set_aside(self, collection: str, found: Iterable[tuple[str, Why]], sourced_id: str | None) -> None:
        """Count what was set aside of one object."""
        for path, why in found:
            key = (collection, path, why)
            if key not in self._aside and len(self._aside) >= KEPT:
                # Names that nobody has declared may be as many as there are objects.
                key = (collection, "*", why)
            count, example = self._aside.get(key, (0, sourced_id))
            self._aside[key] = count + 1, example

    def lines(self) -> Iterator[str]:
        """What a person should know, a line each."""
        yield from map(str, self.aside)

    def to_dict(self) -> dict[str, Any]:
        """The report as JSON."""
        return {"objects": dict(self.objects), "aside": [attrs.asdict(one) for one in self.aside]}
