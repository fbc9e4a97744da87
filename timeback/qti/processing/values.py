"""Values of variables: cardinality, base type, NULL and equality.

NULL is None. An empty string and an empty container are NULL, so a `Value` is never empty.

Source: QTI 3.0 information model, "Cardinality", "BaseType", "Response Processing" (on NULL).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Any, Final, TypeAlias

from attrs import field, frozen

from timeback.qti.errors import QTIError

MAX_VALUES: Final = 1000
MAX_INTEGER: Final = 2**63

TEXTUAL: Final = frozenset({"string", "identifier", "uri"})
NUMERIC: Final = frozenset({"integer", "float", "duration"})


@frozen
class Value:
    """A value that is not NULL.

    Attributes:
        cardinality: ``single``, ``multiple``, ``ordered`` or ``record``.
        base_type: base type of the members; None for a record.
        items: the members: one for a single value; pairs of field name and `Value` for a record.
    """

    cardinality: str
    base_type: str | None
    items: tuple[Any, ...] = field(repr=False)

    @property
    def one(self) -> Any:
        """The member of a single value."""
        return self.items[0]


NullableValue: TypeAlias = Value | None

TRUE: Final = Value("single", "boolean", (True,))
FALSE: Final = Value("single", "boolean", (False,))


def boolean(value: bool) -> Value:
    return TRUE if value else FALSE


def single(base_type: str, item: Any) -> NullableValue:
    """Return a single value. An empty text is NULL."""
    return None if item == "" and base_type in TEXTUAL else Value("single", base_type, (item,))


def container(cardinality: str, base_type: str | None, items: Iterable[Any]) -> NullableValue:
    """Return a container. An empty one is NULL."""
    kept = tuple(items)
    if len(kept) > MAX_VALUES:
        raise QTIError(f"a container has more than {MAX_VALUES} values")
    return Value(cardinality, base_type, kept) if kept else None


def number(value: float) -> NullableValue:
    """Return an integer or a float. A number that is not finite is NULL."""
    if isinstance(value, int):
        if abs(value) > MAX_INTEGER:
            raise QTIError("a whole number is out of range")
        return Value("single", "integer", (value,))
    return Value("single", "float", (value,)) if math.isfinite(value) else None


def members_equal(a: Any, b: Any, base_type: str | None) -> bool:
    """Return whether two members are equal. The order within a pair is ignored."""
    if base_type == "pair":
        return bool(a == b or a == (b[1], b[0]))
    return bool(a == b)


def common_base_type(a: Value, b: Value) -> str | None:
    """Return the base type for comparing the members of two values, or None if they are not comparable."""
    if a.base_type == b.base_type:
        return a.base_type
    kinds = {a.base_type, b.base_type}
    if kinds <= NUMERIC:
        return "float"
    if kinds <= TEXTUAL:
        return "string"
    return None


def values_equal(a: Value, b: Value) -> bool:
    """Return whether two values match. Members of ``multiple`` can be in any order."""
    if a.cardinality != b.cardinality or len(a.items) != len(b.items):
        return False
    if a.cardinality == "record":
        other = dict(b.items)
        return all(name in other and values_equal(value, other[name]) for name, value in a.items)
    kind = common_base_type(a, b)
    if kind is None:
        return False
    if a.cardinality == "multiple":
        return remove_all(b.items, a.items, kind) == []
    return all(members_equal(x, y, kind) for x, y in zip(a.items, b.items, strict=True))


def remove_all(items: Sequence[Any], removed: Iterable[Any], base_type: str | None) -> list[Any] | None:
    """Return `items` without one occurrence of each member of `removed`, or None if one is missing."""
    left = list(items)
    for each in removed:
        at = next((i for i, other in enumerate(left) if members_equal(each, other, base_type)), None)
        if at is None:
            return None
        del left[at]
    return left
