"""Values brought to the kind of their column. What does not fit is set aside, and is never an error."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Any, Final, Literal, NamedTuple, TypeAlias

from timeback.parquet.schema import SECRET, Items, Kind, Leaf, Record
from timeback_runtime.numbers import ExactFloat, dumps, whole

Why = Literal["unknown", "odd"]
Rest: TypeAlias = "list[SetAside]"
Fit: TypeAlias = Callable[[Any, str, Rest], Any]

ODD: Final = object()
"""In place of a value that does not fit."""

_LARGEST: Final = 2**63
# Columns have microseconds.
_FINER: Final = re.compile(r"[.,]\d{6}\d*[1-9]")
_PLAIN_KEY: Final = re.compile(r"[A-Za-z_][\w\-]*", re.ASCII)


class SetAside(NamedTuple):
    """A value that has no place in the columns."""

    path: str
    value: Any
    why: Why

    def __repr__(self) -> str:
        return f"<SetAside {self.path}: {self.why}>"


def row(fields: Mapping[str, Fit], entity: Mapping[str, Any]) -> tuple[dict[str, Any], Rest]:
    """The values of an object by column, and what has none."""
    rest: Rest = []
    return _fields(fields, entity, "", rest), rest


def fits(record: Record) -> dict[str, Fit]:
    """What brings each column's values to its kind."""
    return {name: _fit(kind) for name, kind in record.fields.items()}


def as_json(value: Any) -> str:
    """JSON text that any reader can read, without passwords. NaN and infinities, which JSON has not, are texts."""
    kept = without_secrets(value)
    try:
        text = dumps(kept, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    except ValueError:
        kept = _named(kept)
        text = dumps(kept, ensure_ascii=False, separators=(",", ":"))
    return text if _is_text(text) else dumps(kept, separators=(",", ":"))


def _named(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _named(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_named(one) for one in value]
    if isinstance(value, float) and not math.isfinite(value) and not isinstance(value, ExactFloat):
        return json.dumps(value)
    return value


def without_secrets(value: Any) -> Any:
    """The value without what is called a password, at whatever depth."""
    if isinstance(value, Mapping):
        return {str(key): without_secrets(one) for key, one in value.items() if not _is_secret(key)}
    if isinstance(value, (list, tuple)):
        return [without_secrets(one) for one in value]
    return value


def _is_secret(key: object) -> bool:
    return isinstance(key, str) and key.lower() == SECRET


def _fit(kind: Kind) -> Fit:
    if isinstance(kind, Items):
        return _items(_fit(kind.of))
    if isinstance(kind, Record):
        return _record(fits(kind))
    return _LEAVES[kind]


def _record(fields: Mapping[str, Fit]) -> Fit:
    def fit(value: Any, path: str, rest: Rest) -> Any:
        return _fields(fields, value, path, rest) if isinstance(value, Mapping) else ODD

    return fit


def _fields(fields: Mapping[str, Fit], value: Mapping[str, Any], path: str, rest: Rest) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, one in value.items():
        fit = fields.get(name)
        if fit is None:
            if not _is_secret(name):
                rest.append(SetAside(_below(path, name), one, "unknown"))
        elif one is not None:
            got = fit(one, f"{path}.{name}" if path else name, rest)
            if got is ODD:
                rest.append(SetAside(_below(path, name), one, "odd"))
            else:
                found[name] = got
    return found


def _items(fit: Fit) -> Fit:
    def fit_all(value: Any, path: str, rest: Rest) -> Any:
        if not isinstance(value, (list, tuple)):
            return ODD
        found = []
        for index, one in enumerate(value):
            place = f"{path}[{index}]"
            got = None if one is None else fit(one, place, rest)
            if got is ODD:
                rest.append(SetAside(place, one, "odd"))
                got = None
            found.append(got)
        return found

    return fit_all


def _text(value: Any, path: str, rest: Rest) -> Any:
    # Half of a surrogate pair can stand in JSON, and in no table.
    return value if isinstance(value, str) and _is_text(value) else ODD


def _word(value: Any, path: str, rest: Rest) -> Any:
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return dumps(value)
    return _text(value, path, rest)


def _truth(value: Any, path: str, rest: Rest) -> Any:
    if isinstance(value, bool):
        return value
    return {"true": True, "false": False}.get(value, ODD) if isinstance(value, str) else ODD


def _whole(value: Any, path: str, rest: Rest) -> Any:
    if isinstance(value, float):
        value = whole(value)
    fine = isinstance(value, int) and not isinstance(value, bool) and -_LARGEST <= value < _LARGEST
    return value if fine else ODD


def _number(value: Any, path: str, rest: Rest) -> Any:
    if isinstance(value, ExactFloat):
        if math.isinf(value) or not value:
            return ODD
        # The column has the nearest number of its kind, and the digits that came stand among the rest.
        rest.append(SetAside(path, value, "odd"))
        return float(value)
    if isinstance(value, float):
        return value
    if not isinstance(value, int) or isinstance(value, bool):
        return ODD
    try:
        return float(value) if float(value) == value else ODD
    except OverflowError:
        return ODD


def _moment(value: Any, path: str, rest: Rest) -> Any:
    if not isinstance(value, str) or _FINER.search(value):
        return ODD
    try:
        when = datetime.fromisoformat(value)
        # What says no zone may be any of two dozen moments.
        return ODD if when.tzinfo is None else when.astimezone(UTC)
    except (ValueError, OverflowError):
        return ODD


def _day(value: Any, path: str, rest: Rest) -> Any:
    try:
        return date.fromisoformat(value) if isinstance(value, str) else ODD
    except ValueError:
        return ODD


def _json(value: Any, path: str, rest: Rest) -> Any:
    return as_json(value)


_LEAVES: Final[dict[Leaf, Fit]] = {
    "text": _text,
    "word": _word,
    "truth": _truth,
    "whole": _whole,
    "number": _number,
    "moment": _moment,
    "day": _day,
    "json": _json,
}


def _is_text(value: str) -> bool:
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True


def _below(path: str, key: Any) -> str:
    if not _PLAIN_KEY.fullmatch(str(key)):
        return f"{path}[{key!r}]"
    return f"{path}.{key}" if path else str(key)


def patterns(rest: Rest) -> Iterator[tuple[str, Why]]:
    """What was set aside without its places in lists, so that it can be counted."""
    for one in rest:
        yield re.sub(r"\[\d+\]", "[]", one.path), one.why
