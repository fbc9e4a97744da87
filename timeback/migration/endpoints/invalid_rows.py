"""The rows of a bundle that are left out because they are invalid: their objects, and their places in the files."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Set
from typing import Final, TypeAlias

from timeback._spec.entities import Entity
from timeback.bundles import Problem
from timeback.bundles.csv_schema import NESTED_FILES

InvalidRowHandler: TypeAlias = Callable[[Entity, str, str], object]
"""Called with the entity, the id or the place of a row, and what is wrong with it."""

_MOST_PROBLEMS: Final = 5
_PLACE = re.compile(r".*\.csv:\d+", re.IGNORECASE)


class InvalidRows:
    """The invalid rows of one bundle.

    An object with an invalid row is left out as a whole: a user with an invalid row in roles.csv, too, because it would
    lose that role. Rows whose object is not known are listed under their place: ``users.csv:7``.
    """

    def __init__(self, files: Mapping[str, str]) -> None:
        """``files``: the path of each file of the standard."""
        self._stems = {path: stem for stem, path in files.items()}
        self._lines: dict[str, set[int]] = {}
        self._problems: dict[str, dict[str, list[str]]] = {}

    @property
    def lines(self) -> Mapping[str, Set[int]]:
        """The line numbers of the rows, by the name of the file without its ending."""
        return self._lines

    def add(self, problem: Problem) -> None:
        """Add a problem of a row."""
        assert problem.line is not None
        stem = self._stems[problem.file]
        self._lines.setdefault(stem, set()).add(problem.line)
        collection = NESTED_FILES[stem][0] if stem in NESTED_FILES else stem
        key = problem.object_id or f"{problem.file}:{problem.line}"
        texts = self._problems.setdefault(collection, {}).setdefault(key, [])
        # A file is read more than once if other files need it.
        if str(problem) not in texts[-_MOST_PROBLEMS:]:
            texts.append(str(problem))

    def has(self, collection: str, sourced_id: str) -> bool:
        """Whether an object has an invalid row."""
        return sourced_id in self._problems.get(collection, ())

    def reasons(self, collection: str) -> Iterator[tuple[str, str]]:
        """The ids or places of the invalid rows of a collection, with their problems."""
        for key, problems in self._problems.get(collection, {}).items():
            more = len(problems) - _MOST_PROBLEMS
            yield key, "; ".join(problems[:_MOST_PROBLEMS]) + (f"; and {more} more" if more > 0 else "")


def is_place(sourced_id: str) -> bool:
    """Whether a failure is recorded under the place of a row, because its object is not known."""
    return _PLACE.fullmatch(sourced_id) is not None
