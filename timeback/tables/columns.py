"""Columns of a table from objects: type inference of a column, and conversion of its values.

A column type is one of the plain types, ``("list", type)``, or ``("struct", {name: type})``. Values of different types
are converted to text: text stays unchanged, everything else is written as JSON.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from enum import Enum
from typing import Any, Literal

from timeback_runtime.model import Model, to_json
from timeback_runtime.numbers import ExactFloat, dumps

PlainType = Literal["null", "boolean", "integer", "number", "text", "datetime", "local datetime", "date"]
ValueType = PlainType | Literal["list", "struct"]
ColumnType = PlainType | tuple[Literal["list"], Any] | tuple[Literal["struct"], dict[str, Any]]

MAX_STRUCT_FIELDS = 256
"""A nested object with more names than this over all rows is a mapping rather than a record, and is written as text."""
_INT64_LIMIT = 2**63


class Column:
    """A column with its wire name, and one value for each row; missing and null values are None."""

    def __init__(self, name: str, values: list[Any]) -> None:
        self.name = name
        self.type: ColumnType = infer_type(values)
        self.raw = values

    def values(self) -> list[Any]:
        """Return the values, converted to the type of the column."""
        return [convert(value, self.type) for value in self.raw]


def columns(items: Iterable[Any]) -> list[Column]:
    """Return the columns of models or dictionaries, in the order in which their names first occur."""
    found: dict[str, list[Any]] = {}
    count = 0
    for item in items:
        for name, value in record(item).items():
            found.setdefault(name, []).extend([None] * (count - len(found[name])) if name in found else [None] * count)
            found[name].append(value)
        count += 1
    return [Column(name, values + [None] * (count - len(values))) for name, values in found.items()]


def record(item: Any) -> dict[str, Any]:
    """Return one row: JSON values by wire name. Top-level dates and times stay Python objects."""
    if isinstance(item, Model):
        row = item.to_dict()
        for name, field in type(item).FIELDS.items():
            if isinstance(value := getattr(item, name, None), date):
                row[field.wire] = value
        return row
    if isinstance(item, Mapping):
        return {str(name): value if isinstance(value, date) else to_json(value) for name, value in item.items()}
    return {"value": to_json(item)}


def infer_type(values: Iterable[Any]) -> ColumnType:
    """Return the narrowest type for all values; ``text`` if they have different types."""
    given = [value for value in values if value is not None]
    types: set[ValueType] = {_value_type(value) for value in given}
    if types == {"integer", "number"}:
        return "number"
    if len(types) != 1:
        return "text" if types else "null"
    (only,) = types
    if only == "list":
        return "list", infer_type(part for value in given for part in value)
    if only == "struct":
        fields: dict[str, list[Any]] = {}
        for value in given:
            for name, part in value.items():
                fields.setdefault(name, []).append(part)
        # A struct without fields cannot be written to Parquet.
        if not 0 < len(fields) <= MAX_STRUCT_FIELDS:
            return "text"
        return "struct", {name: infer_type(parts) for name, parts in fields.items()}
    return only


def convert(value: Any, column_type: ColumnType) -> Any:
    """Convert a value to a type that ``infer_type`` returned for its column."""
    if value is None:
        return None
    if column_type == "text":
        return _text(value)
    if column_type == "number":
        return float(value)
    if column_type == "datetime":
        return value.astimezone(UTC)
    if isinstance(column_type, tuple):
        if column_type[0] == "list":
            return [convert(part, column_type[1]) for part in value]
        return {name: convert(value.get(name), inner) for name, inner in column_type[1].items()}
    return value


def _value_type(value: Any) -> ValueType:
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, int):
        return "integer" if -_INT64_LIMIT <= value < _INT64_LIMIT else "text"
    if isinstance(value, float):
        # A column of numbers holds the nearest double; a number beyond its range stays text.
        return "text" if isinstance(value, ExactFloat) and math.isinf(value) else "number"
    if isinstance(value, datetime):
        try:
            if value.utcoffset() is None:
                return "local datetime"
            value.astimezone(UTC)
        except OverflowError:  # the first or the last day of the calendar, in another time zone
            return "text"
        return "datetime"
    if isinstance(value, date):
        return "date"
    return "struct" if isinstance(value, dict) else "list" if isinstance(value, list | tuple) else "text"


def _text(value: Any) -> str:
    if isinstance(value, date):
        text = value.isoformat()
    elif isinstance(value, str):
        text = str(value.value) if isinstance(value, Enum) else value
    else:
        text = dumps(value, ensure_ascii=False, default=str)
    try:
        text.encode()
    except UnicodeEncodeError:  # a lone surrogate, which is valid in JSON but not in UTF-8
        return text.encode("utf-8", "replace").decode()
    return text
