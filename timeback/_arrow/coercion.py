"""Converts JSON values one by one to the type of their Arrow column. Values that cannot be converted are set aside."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Any, Final, Literal, NamedTuple, TypeAlias

from timeback._arrow.column_types import SECRET, ColumnType, ListType, ScalarType, StructType
from timeback_runtime.numbers import ExactFloat, as_integer, dumps, encode

Why = Literal["unknown", "odd"]
Rejected: TypeAlias = "list[SetAside]"
Converter: TypeAlias = Callable[[Any, str, Rejected], Any]
"""Takes a value, its path, and the list that a rejected part of it is added to."""

UNCONVERTIBLE: Final = object()
"""Returned instead of a value that does not fit its column."""

_LARGEST: Final = 2**63
_TO_JSON: Final = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":"))
# More than six digits of a second, not all zero: a column stores microseconds.
_FINER: Final = re.compile(r"[.,]\d{6}\d*[1-9]")
_PLAIN_KEY: Final = re.compile(r"[A-Za-z_][\w\-]*", re.ASCII)


class SetAside(NamedTuple):
    """A value that the columns cannot hold."""

    path: str
    value: Any
    why: Why

    def __repr__(self) -> str:
        return f"<SetAside {self.path}: {self.why}>"


def row(fields: Mapping[str, Converter], entity: Mapping[str, Any]) -> tuple[dict[str, Any], Rejected]:
    """The values of an object by column, and the values that are set aside."""
    rejected: Rejected = []
    return _convert_object(fields, entity, "", rejected), rejected


def converters(struct: StructType) -> dict[str, Converter]:
    """The converter of each field of a struct."""
    return {name: _converter(type_) for name, type_ in struct.fields.items()}


def as_json(value: Any) -> str:
    """Standard JSON text, without passwords. NaN and infinities become strings, since JSON has no such numbers."""
    try:
        text = encode(_TO_JSON.encode, value)
        # Most values have no password, and need no copy.
        if SECRET in text.lower():
            text = encode(_TO_JSON.encode, without_secrets(value))
    except (ValueError, TypeError):
        value = _non_finite_as_text(without_secrets(value))
        text = encode(_TO_JSON.encode, value)
    return text if _is_text(text) else dumps(without_secrets(value), separators=(",", ":"))


def _non_finite_as_text(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _non_finite_as_text(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_non_finite_as_text(one) for one in value]
    if isinstance(value, float) and not math.isfinite(value) and not isinstance(value, ExactFloat):
        return json.dumps(value)
    return value


def without_secrets(value: Any) -> Any:
    """A copy of the value without properties named ``password``, at any depth."""
    if isinstance(value, Mapping):
        return {str(key): without_secrets(one) for key, one in value.items() if not is_secret(key)}
    if isinstance(value, (list, tuple)):
        return [without_secrets(one) for one in value]
    return value


def is_secret(key: object) -> bool:
    return isinstance(key, str) and key.lower() == SECRET


def _converter(type_: ColumnType) -> Converter:
    if isinstance(type_, ListType):
        return _list(_converter(type_.element))
    if isinstance(type_, StructType):
        return _struct(converters(type_))
    return _SCALARS[type_]


def _struct(fields: Mapping[str, Converter]) -> Converter:
    def convert(value: Any, path: str, rejected: Rejected) -> Any:
        return _convert_object(fields, value, path, rejected) if isinstance(value, Mapping) else UNCONVERTIBLE

    return convert


def _convert_object(
    fields: Mapping[str, Converter], value: Mapping[str, Any], path: str, rejected: Rejected
) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, one in value.items():
        convert = fields.get(name)
        if convert is None:
            if not is_secret(name):
                rejected.append(SetAside(path_below(path, name), one, "unknown"))
        elif one is not None:
            converted = convert(one, f"{path}.{name}" if path else name, rejected)
            if converted is UNCONVERTIBLE:
                rejected.append(SetAside(path_below(path, name), one, "odd"))
            else:
                found[name] = converted
    return found


def _list(convert: Converter) -> Converter:
    def convert_list(value: Any, path: str, rejected: Rejected) -> Any:
        if not isinstance(value, (list, tuple)):
            return UNCONVERTIBLE
        found = []
        for index, one in enumerate(value):
            place = f"{path}[{index}]"
            converted = None if one is None else convert(one, place, rejected)
            if converted is UNCONVERTIBLE:
                rejected.append(SetAside(place, one, "odd"))
                converted = None
            found.append(converted)
        return found

    return convert_list


def _text(value: Any, path: str, rejected: Rejected) -> Any:
    # JSON can contain a lone surrogate, UTF-8 cannot.
    return value if isinstance(value, str) and _is_text(value) else UNCONVERTIBLE


def _number_as_text(value: Any, path: str, rejected: Rejected) -> Any:
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return dumps(value)
    return _text(value, path, rejected)


def _boolean(value: Any, path: str, rejected: Rejected) -> Any:
    if isinstance(value, bool):
        return value
    return {"true": True, "false": False}.get(value, UNCONVERTIBLE) if isinstance(value, str) else UNCONVERTIBLE


def _integer(value: Any, path: str, rejected: Rejected) -> Any:
    if isinstance(value, float):
        value = as_integer(value)
    fits = isinstance(value, int) and not isinstance(value, bool) and -_LARGEST <= value < _LARGEST
    return value if fits else UNCONVERTIBLE


def _number(value: Any, path: str, rejected: Rejected) -> Any:
    if isinstance(value, ExactFloat):
        if math.isinf(value) or not value:
            return UNCONVERTIBLE
        # The column gets the nearest double. The received digits are set aside.
        rejected.append(SetAside(path, value, "odd"))
        return float(value)
    if isinstance(value, float):
        return value
    if not isinstance(value, int) or isinstance(value, bool):
        return UNCONVERTIBLE
    try:
        return float(value) if float(value) == value else UNCONVERTIBLE
    except OverflowError:
        return UNCONVERTIBLE


def _datetime(value: Any, path: str, rejected: Rejected) -> Any:
    if not isinstance(value, str) or _FINER.search(value):
        return UNCONVERTIBLE
    try:
        when = datetime.fromisoformat(value)
        # Without a time zone the instant is unknown.
        return UNCONVERTIBLE if when.tzinfo is None else when.astimezone(UTC)
    except (ValueError, OverflowError):
        return UNCONVERTIBLE


def _date(value: Any, path: str, rejected: Rejected) -> Any:
    try:
        return date.fromisoformat(value) if isinstance(value, str) else UNCONVERTIBLE
    except ValueError:
        return UNCONVERTIBLE


def _json(value: Any, path: str, rejected: Rejected) -> Any:
    return as_json(value)


_SCALARS: Final[dict[ScalarType, Converter]] = {
    "text": _text,
    "number_as_text": _number_as_text,
    "boolean": _boolean,
    "integer": _integer,
    "number": _number,
    "datetime": _datetime,
    "date": _date,
    "json": _json,
}


def _is_text(value: str) -> bool:
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True


def path_below(path: str, key: Any) -> str:
    if not _PLAIN_KEY.fullmatch(str(key)):
        return f"{path}[{key!r}]"
    return f"{path}.{key}" if path else str(key)


def patterns(rejected: Rejected) -> Iterator[tuple[str, Why]]:
    """The paths of rejected values without list indexes, so that they can be counted."""
    for one in rejected:
        yield re.sub(r"\[\d+\]", "[]", one.path), one.why
