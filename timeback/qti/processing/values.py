"""Values of variables: cardinality, base type, NULL, equality, and conversion from and to Python values.

NULL is None. An empty string and an empty container are NULL, so a `Value` is never empty.

Source: QTI 3.0 information model, "Cardinality", "BaseType", "Response Processing" (on NULL).
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, TypeAlias

from attrs import field, frozen

from timeback.qti.errors import QTIError
from timeback.qti.vocabulary import BASE_TYPES, CARDINALITIES

MAX_VALUES: Final = 1000
MAX_INTEGER: Final = 2**63

_INTEGER = re.compile(r"[+-]?[0-9]{1,20}", re.ASCII)
_FLOAT = re.compile(r"[+-]?([0-9]{1,40}(\.[0-9]{0,60})?|\.[0-9]{1,60})([eE][+-]?[0-9]{1,3})?", re.ASCII)
_BOOLEANS = {"true": True, "false": False, "1": True, "0": False}
_TEXTS: Final = frozenset({"string", "identifier", "uri"})
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
    return None if item == "" and base_type in _TEXTS else Value("single", base_type, (item,))


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
    if kinds <= _TEXTS:
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


def parse_member(raw: Any, base_type: str) -> Any:
    """Convert one member from its text or its JSON value. None is NULL.

    Raises:
        ValueError: it does not have the base type. The message names the expected type.
    """
    if raw is None:
        return None
    if base_type in _TEXTS:
        return _text(raw, base_type)
    if base_type == "file":
        return raw if raw != "" else None
    if isinstance(raw, str):
        raw = raw.strip()
        if not raw:
            return None
    return _PARSERS[base_type](raw)


def _text(raw: Any, base_type: str) -> str | None:
    if isinstance(raw, bool):
        return "true" if raw else "false"
    if isinstance(raw, int):
        return str(_integer(raw))
    if isinstance(raw, float):
        return repr(raw)
    if not isinstance(raw, str):
        raise ValueError("a text")
    if base_type == "string":
        return raw or None
    text = raw.strip()
    if base_type == "identifier" and len(text.split()) > 1:
        raise ValueError("one identifier")
    return text or None


def _boolean(raw: Any) -> bool:
    value = raw if isinstance(raw, bool) else _BOOLEANS.get(raw) if isinstance(raw, str) else None
    if value is None:
        raise ValueError("true or false")
    return value


def _integer(raw: Any) -> int:
    if isinstance(raw, str) and _INTEGER.fullmatch(raw):
        raw = int(raw)
    if isinstance(raw, float) and raw.is_integer():
        raw = int(raw)
    if isinstance(raw, bool) or not isinstance(raw, int) or abs(raw) > MAX_INTEGER:
        raise ValueError("a whole number")
    return raw


def _float(raw: Any) -> float:
    if isinstance(raw, str) and _FLOAT.fullmatch(raw):
        raw = float(raw)
    if isinstance(raw, int) and not isinstance(raw, bool) and abs(raw) <= MAX_INTEGER:
        raw = float(raw)
    if not isinstance(raw, float) or not math.isfinite(raw):
        raise ValueError("a number")
    return raw


def _duration(raw: Any) -> float:
    value = _float(raw)
    if value < 0:
        raise ValueError("a number of seconds")
    return value


def _two(raw: Any, expected: str) -> Sequence[Any]:
    parts = raw.split() if isinstance(raw, str) else raw
    if not isinstance(parts, list | tuple) or len(parts) != 2:
        raise ValueError(expected)
    return parts


def _point(raw: Any) -> tuple[float, float]:
    x, y = _two(raw, "a point, written as x y")
    try:
        return _float(x), _float(y)
    except ValueError:
        raise ValueError("a point, written as x y") from None


def _pair(raw: Any) -> tuple[str, str]:
    a, b = _two(raw, "a pair of identifiers with a space between them")
    if not (isinstance(a, str) and isinstance(b, str)) or len(a.split()) != 1 or len(b.split()) != 1:
        raise ValueError("a pair of identifiers with a space between them")
    return a.strip(), b.strip()


_PARSERS = {
    "boolean": _boolean,
    "integer": _integer,
    "float": _float,
    "duration": _duration,
    "point": _point,
    "pair": _pair,
    "directedPair": _pair,
}


def from_python(raw: Any, cardinality: str, base_type: str | None, identifier: str) -> NullableValue:
    """Convert a value from JSON: a text, a number, a boolean, a list of these, or a mapping for a record.

    Raises:
        QTIError: the value has the wrong type. The message names the variable and the expected type, never the value.
    """
    if cardinality not in CARDINALITIES:
        raise QTIError(f"{identifier}: the declared cardinality is not one of the standard")
    if raw is None:
        return None
    if cardinality == "record":
        return _record(raw, identifier)
    if base_type not in BASE_TYPES:
        raise QTIError(f"{identifier}: the declared base type is missing or not one of the standard")
    listed = list(raw) if isinstance(raw, list | tuple) else None
    if cardinality == "single":
        if listed is not None and not _is_one(listed, base_type):
            if len(listed) > 1:
                raise QTIError(
                    f"{identifier}: expected one value of base type {base_type}, got a list of {len(listed)}"
                )
            raw = listed[0] if listed else None
        return single_of(_parse_member(raw, base_type, identifier), base_type)
    many = [raw] if listed is None or _is_one(listed, base_type) else listed
    if len(many) > MAX_VALUES:
        raise QTIError(f"{identifier}: more than {MAX_VALUES} values")
    members = (_parse_member(each, base_type, identifier) for each in many)
    return container(cardinality, base_type, [each for each in members if each is not None])


def single_of(item: Any, base_type: str) -> NullableValue:
    return None if item is None else single(base_type, item)


def _is_one(listed: list[Any], base_type: str) -> bool:
    """Return whether a list is one member: ["A", "B"] for a pair, [1, 2] for a point."""
    if len(listed) != 2:
        return False
    if base_type in ("pair", "directedPair"):
        return all(isinstance(each, str) and len(each.split()) == 1 for each in listed)
    return base_type == "point" and all(isinstance(each, int | float) for each in listed)


def _parse_member(raw: Any, base_type: str, identifier: str) -> Any:
    try:
        return parse_member(raw, base_type)
    except ValueError as error:
        kind = type(raw).__name__
        raise QTIError(f"{identifier}: expected {error} (base type {base_type}), got {kind}") from None


def _record(raw: Any, identifier: str) -> NullableValue:
    if not isinstance(raw, Mapping):
        raise QTIError(f"{identifier}: expected a mapping of field names to values, got {type(raw).__name__}")
    fields = []
    for name, each in raw.items():
        if isinstance(each, bool):
            base_type = "boolean"
        elif isinstance(each, int):
            base_type = "integer"
        else:
            base_type = "float" if isinstance(each, float) else "string"
        value = single_of(_parse_member(each, base_type, identifier), base_type)
        if value is not None:
            fields.append((str(name), value))
    return container("record", None, fields)


def to_python(value: NullableValue) -> Any:
    """Convert a value to JSON: pairs and points as text, containers as lists, records as objects."""
    if value is None:
        return None
    if value.cardinality == "record":
        return {name: to_python(each) for name, each in value.items}
    items = [_member_to_python(each, value.base_type) for each in value.items]
    return items[0] if value.cardinality == "single" else items


def _member_to_python(item: Any, base_type: str | None) -> Any:
    if base_type == "point":
        return " ".join(str(int(each)) if float(each).is_integer() else repr(each) for each in item)
    return " ".join(item) if base_type in ("pair", "directedPair") else item
