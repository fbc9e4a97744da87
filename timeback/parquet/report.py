"""The report of a Parquet export: counts of objects, and of values without a fitting column."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, Final

import attrs

from timeback._arrow.coercion import Why
from timeback._arrow.schema import OTHER

MAX_PATHS: Final = 1000
"""Properties that are counted one by one. A source may have a property name of its own in every object."""


@attrs.frozen
class Aside:
    """How often a property of a collection was written to the column ``_other``.

    Attributes:
        path: the property, with ``[]`` for the elements of a list: ``grades[]``.
        why: ``unknown`` if the specification has no such property, ``odd`` if the value does not fit the column.
        example: the sourcedId of one such object.
    """

    collection: str
    path: str
    why: Why
    count: int
    example: str | None

    def __str__(self) -> str:
        what = "is not in the specification" if self.why == "unknown" else "does not fit its column"
        how_often = "once" if self.count == 1 else f"{self.count:,} times"
        return f"{self.collection} {self.path} {what} ({how_often}); see the column {OTHER}"


@attrs.define
class ParquetReport:
    """The result of an export.

    Attributes:
        objects: numbers of objects that were written, by collection.
    """

    objects: Counter[str] = attrs.field(factory=Counter)
    _aside: dict[tuple[str, str, Why], tuple[int, str | None]] = attrs.field(factory=dict, repr=False)

    @property
    def aside(self) -> list[Aside]:
        """Properties that were written to the column ``_other``: the first thousand one by one, the others as ``*``."""
        return [Aside(*key, count, example) for key, (count, example) in self._aside.items()]

    def set_aside(self, collection: str, found: Iterable[tuple[str, Why]], sourced_id: str | None) -> None:
        """Count values of one object that were written to the column ``_other``."""
        for path, why in found:
            key = (collection, path, why)
            if key not in self._aside and len(self._aside) >= MAX_PATHS:
                key = (collection, "*", why)
            count, example = self._aside.get(key, (0, sourced_id))
            self._aside[key] = count + 1, example

    def lines(self) -> Iterator[str]:
        """Lines of text about each property in ``aside``."""
        yield from map(str, self.aside)

    def to_dict(self) -> dict[str, Any]:
        """The report as JSON."""
        return {"objects": dict(self.objects), "aside": [attrs.asdict(one) for one in self.aside]}
