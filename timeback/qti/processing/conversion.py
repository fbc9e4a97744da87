"""Conversion of responses and declared values from and to Python values.

Source: QTI 3.0 information model, "BaseType".
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from typing import Any

from timeback.qti.errors import QTIError
from timeback.qti.processing.values import MAX_INTEGER, MAX_VALUES, TEXTUAL, NullableValue, container, single
from timeback.qti.vocabulary import BASE_TYPES, CARDINALITIES

_INTEGER = re.compile(r"[+-]?[0-9]{1,20}", re.ASCII)
_FLOAT = re.compile(r"[+-]?([0-9]{1,40}(\.[0-9]{0,60})?|\.[0-9]{1,60})([eE][+-]?[0-9]{1,3})?", re.ASCII)
_BOOLEANS = {"true": True, "false": False, "1": True, "0": False}


def parse_member(raw: Any, base_type: str) -> Any:
    """Convert one member from its text or its JSON value. None is NULL.

    Raises:
        ValueError: it does not have the base type. The message names the expected type.
    """
    if raw is None:
        return None
    if base_type in TEXTUAL:
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
