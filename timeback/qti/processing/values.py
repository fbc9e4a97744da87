"""Values of variables: cardinality, base type, NULL, and what counts as equal.

NULL is None. An empty string and an empty container are NULL, so neither is ever a `Value`.

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
        items: the members, one for a single value; of a record, pairs of field name and `Value`.
    """

    cardinality: str
    base_type: str | None
    items: tuple[Any, ...] = field(repr=False)

    @property
    def one(self) -> Any:
        """The member of a single value."""
        return self.items[0]


Maybe: TypeAlias = Value | None

TRUE: Final = Value("single", "boolean", (True,))
FALSE: Final = Value("single", "boolean", (False,))


def boolean(value: bool) -> Value:
    return TRUE if value else FALSE


def single(base_type: str, item: Any) -> Maybe:
    """A single value; an empty text is NULL."""
    return None if item == "" and base_type in _TEXTS else Value("single", base_type, (item,))


def container(cardinality: str, base_type: str | None, items: Iterable[Any]) -> Maybe:
    """A container; an empty one is NULL."""
    kept = tuple(items)
    if len(kept) > MAX_VALUES:
        raise QTIError(f"a container of more than {MAX_VALUES} values")
    return Value(cardinality, base_type, kept) if kept else None


def number(value: float) -> Maybe:
    """A number as integer or float; NULL where it is not finite."""
    if isinstance(value, int):
        if abs(value) > MAX_INTEGER:
            raise QTIError("a whole number went out of range")
        return Value("single", "integer", (value,))
    return Value("single", "float", (value,)) if math.isfinite(value) else None


def same(a: Any, b: Any, base_type: str | None) -> bool:
    """Whether two members are the same; the order within a pair does not count."""
    if base_type == "pair":
        return bool(a == b or a == (b[1], b[0]))
    return bool(a == b)


def comparable(a: Value, b: Value) -> str | None:
    """The base type under which the members of two values can be compared, or None."""
    if a.base_type == b.base_type:
        return a.base_type
    kinds = {a.base_type, b.base_type}
    if kinds <= NUMERIC:
        return "float"
    if kinds <= _TEXTS:
        return "string"
    return None


def equal(a: Value, b: Value) -> bool:
    """Whether two values match: in any order for multiple, in the same order for ordered ("match")."""
    if a.cardinality != b.cardinality or len(a.items) != len(b.items):
        return False
    if a.cardinality == "record":
        other = dict(b.items)
        return all(name in other and equal(value, other[name]) for name, value in a.items)
    kind = comparable(a, b)
    if kind is None:
        return False
    if a.cardinality == "multiple":
        return remove_all(b.items, a.items, kind) == []
    return all(same(x, y, kind) for x, y in zip(a.items, b.items, strict=True))


def remove_all(items: Sequence[Any], gone: Iterable[Any], base_type: str | None) -> list[Any] | None:
    """`items` without one occurrence of each of `gone`, or None where one of these is not there."""
    left = list(items)
    for each in gone:
        at = next((i for i, other in enumerate(left) if same(each, other, base_type)), None)
        if at is None:
            return None
        del left[at]
    return left


def member(raw: Any, base_type: str) -> Any:
    """One member from its text, or from what JSON has for it; None for NULL.

    Raises:
        ValueError: it is not of the base type; the text says what was expected.
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
    return _MEMBERS[base_type](raw)


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


_MEMBERS = {
    "boolean": _boolean,
    "integer": _integer,
    "float": _float,
    "duration": _duration,
    "point": _point,
    "pair": _pair,
    "directedPair": _pair,
}


def convert(raw: Any, cardinality: str, base_type: str | None, identifier: str) -> Maybe:
    """A value from JSON: a text, a number, a boolean, a list of these, or a mapping for a record.

    Raises:
        QTIError: it does not fit; the text names the variable and what it takes, never the value.
    """
    if cardinality not in CARDINALITIES:
        raise QTIError(f"{identifier}: declared with a cardinality that the standard does not have")
    if raw is None:
        return None
    if cardinality == "record":
        return _record(raw, identifier)
    if base_type not in BASE_TYPES:
        raise QTIError(f"{identifier}: declared without a base type of the standard")
    listed = list(raw) if isinstance(raw, list | tuple) else None
    if cardinality == "single":
        if listed is not None and not _is_one(listed, base_type):
            if len(listed) > 1:
                raise QTIError(f"{identifier}: takes one value of base type {base_type}, got a list of {len(listed)}")
            raw = listed[0] if listed else None
        return single_of(_member(raw, base_type, identifier), base_type)
    many = [raw] if listed is None or _is_one(listed, base_type) else listed
    if len(many) > MAX_VALUES:
        raise QTIError(f"{identifier}: takes at most {MAX_VALUES} values")
    members = (_member(each, base_type, identifier) for each in many)
    return container(cardinality, base_type, [each for each in members if each is not None])


def single_of(item: Any, base_type: str) -> Maybe:
    return None if item is None else single(base_type, item)


def _is_one(listed: list[Any], base_type: str) -> bool:
    """Whether a list is itself one member: ["A", "B"] for a pair, [1, 2] for a point."""
    if len(listed) != 2:
        return False
    if base_type in ("pair", "directedPair"):
        return all(isinstance(each, str) and len(each.split()) == 1 for each in listed)
    return base_type == "point" and all(isinstance(each, int | float) for each in listed)


def _member(raw: Any, base_type: str, identifier: str) -> Any:
    try:
        return member(raw, base_type)
    except ValueError as error:
        kind = type(raw).__name__
        raise QTIError(f"{identifier}: expected {error} (base type {base_type}), got {kind}") from None


def _record(raw: Any, identifier: str) -> Maybe:
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
        value = single_of(_member(each, base_type, identifier), base_type)
        if value is not None:
            fields.append((str(name), value))
    return container("record", None, fields)


def plain(value: Maybe) -> Any:
    """A value as JSON has it: pairs and points as text, containers as lists, records as objects."""
    if value is None:
        return None
    if value.cardinality == "record":
        return {name: plain(each) for name, each in value.items}
    items = [_plain(each, value.base_type) for each in value.items]
    return items[0] if value.cardinality == "single" else items


def _plain(item: Any, base_type: str | None) -> Any:
    if base_type == "point":
        return " ".join(str(int(each)) if float(each).is_integer() else repr(each) for each in item)
    return " ".join(item) if base_type in ("pair", "directedPair") else item
