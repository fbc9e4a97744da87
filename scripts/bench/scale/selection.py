"""Pages of invented objects: which numbers a filter and a sort select, by arithmetic and without visiting the objects.

A filter joins conditions on the id, which select an interval of numbers, and conditions on properties that only depend
on the template. Objects can be sorted by the same properties.
"""

from __future__ import annotations

import operator
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from itertools import accumulate
from typing import Any, Final

from bench.scale.objects import BLOCK, Collection

from timeback._spec.dates import instant
from timeback.sandbox.errors import ApiError
from timeback.sandbox.spec.filter_parser import Comparison, parse

_COMPARE: Final[dict[str, Callable[[Any, Any], bool]]] = {
    "=": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "~": operator.contains,
}
_ID: Final = "sourcedId"


class NotSupportedError(ValueError):
    """A filter or a sort that this server cannot answer, or that is wrong. The text is the reason."""


class Selection:
    """The selected numbers in order: a sequence that is computed."""

    def __init__(self, collection: Collection, filter_expr: str = "", sort: str = "", order: str = "asc") -> None:
        """Raises:
        NotSupportedError: the filter or the sort cannot be answered.
        """
        self._low, self._high = 0, collection.count
        self._collection = collection
        kept = list(range(BLOCK))
        if filter_expr and collection.count:
            kept = self._filter(filter_expr, kept)
        # Groups of templates, each in the order of its numbers. Sorted by id there is one group with all of them.
        if sort in ("", _ID):
            self._groups = [kept]
        else:
            groups: dict[Any, list[int]] = {}
            for k in kept:
                groups.setdefault(self._value(k, sort), []).append(k)
            # Objects without the property come last.
            self._groups = [groups[value] for value in sorted(groups, key=lambda one: (one is None, one or ""))]
        self._backwards = order.lower() == "desc"
        if self._backwards:
            self._groups.reverse()
        self._ends = list(accumulate(self._count(group) for group in self._groups))

    def __len__(self) -> int:
        return self._ends[-1] if self._ends else 0

    def page(self, offset: int, limit: int) -> list[int]:
        """The numbers of a page."""
        found = []
        total = len(self)
        first = min(offset, total)
        last = min(first + limit, total)
        while first < last:
            place = bisect_right(self._ends, first)
            group, begin = self._groups[place], self._ends[place - 1] if place else 0
            end = min(last, self._ends[place])
            found += self._members(group, first - begin, end - begin, self._ends[place] - begin)
            first = end
        return found

    def _members(self, group: Sequence[int], first: int, last: int, size: int) -> list[int]:
        if self._backwards:
            first, last = size - last, size - first
        width = len(group)
        start = self._position(group, self._low)
        found = [j // width * BLOCK + group[j % width] for j in range(start + first, start + last)]
        return found[::-1] if self._backwards else found

    def _count(self, group: Sequence[int]) -> int:
        return max(self._position(group, self._high) - self._position(group, self._low), 0)

    def _position(self, group: Sequence[int], number: int) -> int:
        """How many members of a group are below a number."""
        return number // BLOCK * len(group) + bisect_left(group, number % BLOCK)

    def _filter(self, text: str, kept: list[int]) -> list[int]:
        try:
            alternatives = parse(text).alternatives
        except ApiError as error:
            raise NotSupportedError(str(error)) from None
        if len(alternatives) == 1:
            conditions = []
            for comparison in alternatives[0]:
                if comparison.name == _ID and comparison.operator in ("=", "<", "<=", ">", ">="):
                    self._bound(comparison)
                else:
                    conditions.append(comparison)
            return [k for k in kept if all(self._holds(k, one) for one in conditions)]
        return [k for k in kept if any(all(self._holds(k, one) for one in each) for each in alternatives)]

    def _bound(self, comparison: Comparison) -> None:
        below = self._collection.below(comparison.value)
        is_there = self._collection.number_of(comparison.value) is not None
        match comparison.operator:
            case "<":
                self._high = min(self._high, below)
            case "<=":
                self._high = min(self._high, below + is_there)
            case ">":
                self._low = max(self._low, below + is_there)
            case ">=":
                self._low = max(self._low, below)
            case _:
                self._low, self._high = max(self._low, below), min(self._high, below + is_there)
        self._high = max(self._low, self._high)

    def _holds(self, k: int, comparison: Comparison) -> bool:
        found = self._value(k, comparison.name)
        if found is None:
            return comparison.operator == "!="
        if comparison.operator == "@":
            return found in [choice.value for choice in comparison.choices()]
        if comparison.operator == "~":
            return comparison.value.casefold() in found.casefold()
        one, other = instant(found), instant(comparison.value)
        if one is not None and other is not None:
            return _COMPARE[comparison.operator](one, other)
        return _COMPARE[comparison.operator](found, comparison.value)

    def _value(self, k: int, name: str) -> str | None:
        """The text of a property of a template, the same for all its objects."""
        value: Any = self._collection.templates[k]
        entity = self._collection.entity
        for step in entity.filters.get(name, (name,)):
            value = value[0] if isinstance(value, list) and value else value
            value = value.get(step.removesuffix("[]")) if isinstance(value, dict) else None
        value = value[0] if isinstance(value, list) and value else value
        if isinstance(value, dict) or (isinstance(value, str) and "<<" in value):
            raise NotSupportedError(f"{name}: this server compares ids, and properties that many objects share")
        if name.split(".")[0] not in entity.model_class().FILTERS and name not in entity.filters:
            raise NotSupportedError(f"{name}: {entity.name} have no such property")
        return (
            None if value is None or isinstance(value, list) else value if isinstance(value, str) else json_text(value)
        )


def json_text(value: object) -> str:
    """A number or a boolean as in a filter."""
    return str(value).lower() if isinstance(value, bool) else str(value)
