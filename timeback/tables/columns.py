"""From objects to columns: which kind of value a column holds, and its values brought to that kind.

A kind is a short tree: one of the plain kinds, ``("list", kind)``, or ``("struct", {name: kind})``. Where kinds are
mixed, the values become text: text stays as it is, everything else is written as JSON.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from enum import Enum
from typing import Any, Literal

from timeback_runtime.model import Model, to_json
from timeback_runtime.numbers import ExactFloat, dumps

Plain = Literal["nothing", "truth", "whole", "number", "text", "moment", "local moment", "day"]
Shape = Plain | Literal["list", "struct"]
Kind = Plain | tuple[Literal["list"], Any] | tuple[Literal["struct"], dict[str, Any]]

WIDEST = 256
"""An object with more names than this over all rows is a dictionary by ids rather than a record: it becomes text."""
_LARGEST = 2**63


class Column:
    """A column under its wire name, as long as the table; missing and null are None."""

    def __init__(self, name: str, values: list[Any]) -> None:
        self.name = name
        self.kind: Kind = kind_of(values)
        self.raw = values

    def values(self) -> list[Any]:
        """The values, each of the column's kind."""
        return [fitted(value, self.kind) for value in self.raw]


def columns(items: Iterable[Any]) -> list[Column]:
    """The columns of models or dictionaries, in the order in which their names first occur."""
    found: dict[str, list[Any]] = {}
    count = 0
    for item in items:
        for name, value in record(item).items():
            found.setdefault(name, []).extend([None] * (count - len(found[name])) if name in found else [None] * count)
            found[name].append(value)
        count += 1
    return [Column(name, values + [None] * (count - len(values))) for name, values in found.items()]


def record(item: Any) -> dict[str, Any]:
    """One row: JSON values under wire names, with the times and days of the object itself as what they are."""
    if isinstance(item, Model):
        row = item.to_dict()
        for name, field in type(item).FIELDS.items():
            if isinstance(value := getattr(item, name, None), date):
                row[field.wire] = value
        return row
    if isinstance(item, Mapping):
        return {str(name): value if isinstance(value, date) else to_json(value) for name, value in item.items()}
    return {"value": to_json(item)}


def kind_of(values: Iterable[Any]) -> Kind:
    """The narrowest kind that holds all values; ``text`` where they are of several."""
    given = [value for value in values if value is not None]
    shapes: set[Shape] = {_shape(value) for value in given}
    if shapes == {"whole", "number"}:
        return "number"
    if len(shapes) != 1:
        return "text" if shapes else "nothing"
    shape: Shape = shapes.pop()
    if shape == "list":
        return "list", kind_of(part for value in given for part in value)
    if shape == "struct":
        fields: dict[str, list[Any]] = {}
        for value in given:
            for name, part in value.items():
                fields.setdefault(name, []).append(part)
        # Neither Arrow nor Parquet is at ease with an object of no names.
        if not 0 < len(fields) <= WIDEST:
            return "text"
        return "struct", {name: kind_of(parts) for name, parts in fields.items()}
    return shape


def fitted(value: Any, kind: Kind) -> Any:
    """A value as one of a kind that ``kind_of`` found for it."""
    if value is None:
        return None
    if kind == "text":
        return _text(value)
    if kind == "number":
        return float(value)
    if kind == "moment":
        return value.astimezone(UTC)
    if isinstance(kind, tuple):
        if kind[0] == "list":
            return [fitted(part, kind[1]) for part in value]
        return {name: fitted(value.get(name), inner) for name, inner in kind[1].items()}
    return value


def _shape(value: Any) -> Shape:
    if isinstance(value, bool):
        return "truth"
    if isinstance(value, int):
        return "whole" if -_LARGEST <= value < _LARGEST else "text"
    if isinstance(value, float):
        # Columns of numbers hold the nearest double.
        return "text" if isinstance(value, ExactFloat) and math.isinf(value) else "number"
    if isinstance(value, datetime):
        try:
            return "local moment" if value.utcoffset() is None else _moment(value)
        except OverflowError:  # the first or the last day of the calendar, in another zone
            return "text"
    if isinstance(value, date):
        return "day"
    return "struct" if isinstance(value, dict) else "list" if isinstance(value, list | tuple) else "text"


def _moment(value: datetime) -> Plain:
    value.astimezone(UTC)
    return "moment"


def _text(value: Any) -> str:
    if isinstance(value, date):
        text = value.isoformat()
    elif isinstance(value, str):
        text = str(value.value) if isinstance(value, Enum) else value
    else:
        text = dumps(value, ensure_ascii=False, default=str)
    try:
        text.encode()
    except UnicodeEncodeError:  # half of a surrogate pair, which JSON can hold and no table
        return text.encode("utf-8", "replace").decode()
    return text
