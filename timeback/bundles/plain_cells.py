"""Cells of ordinary values, which are recognised with one or two calls. All others are left to ``cell_writer``.

Nearly all values of a roster are of this kind. The text is the one that ``format_cell`` returns, without a loss.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import cache, lru_cache
from typing import Any, Final, TypeAlias

from timeback.bundles.cell_reader import PAIR_NAMES
from timeback.bundles.cell_writer import MAX_CELL
from timeback.bundles.csv_schema import DATA_FILES, Column
from timeback.bundles.problems import GUID

PlainCell: TypeAlias = Callable[[Any], str | None]
"""Returns the text of a cell; None for a value that needs a closer look."""

_BOOLEANS: Final = {"true": "true", "false": "false"}
# Words with single spaces between them, which no list or pair gives another meaning.
_ITEM: Final = re.compile(r"[\w.\-/@#+]+(?: [\w.\-/@#+]+)*")


@cache
def plain_cells(stem: str) -> tuple[tuple[Column, PlainCell], ...]:
    """The columns of a file of version 1.2, each with its conversion."""
    return tuple((column, _plain_cell(column)) for column in DATA_FILES["1.2"][stem].columns)


def plain_text(value: Any) -> str | None:
    """The cell of text that is written as it is: no control characters or halves of characters, and not only spaces."""
    if type(value) is str and value.isprintable() and len(value) <= MAX_CELL and not value.isspace():
        return value
    return None


def _id(value: Any) -> str | None:
    return value if type(value) is str and GUID.fullmatch(value) else None


def _reference(value: Any) -> str | None:
    return _id(value.get("sourcedId")) if type(value) is dict else None


def _reference_list(value: Any) -> str | None:
    return "" if type(value) is list and not value else None


def _boolean(value: Any) -> str | None:
    if type(value) is bool:
        return "true" if value else "false"
    return _BOOLEANS.get(value) if type(value) is str else None


def _date(value: Any) -> str | None:
    return _date_text(value) if type(value) is str and len(value) == 10 else None


@lru_cache(maxsize=1024)
def _date_text(text: str) -> str | None:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        return None


def _text_list(value: Any) -> str | None:
    if type(value) is not list or not all(type(item) is str and _ITEM.fullmatch(item) for item in value):
        return None
    return _within_limit(",".join(value))


def _within_limit(text: str) -> str | None:
    return text if len(text) <= MAX_CELL else None


def _enum(column: Column) -> PlainCell:
    words = {word: word for word in column.allowed}
    return lambda value: words.get(value) if type(value) is str else None


def _pairs(column: Column) -> PlainCell:
    left, right = PAIR_NAMES[column.name]

    def pairs(value: Any) -> str | None:
        if type(value) is not list:
            return None
        written = []
        for item in value:
            if type(item) is not dict or len(item) != 2:
                return None
            first, second = item.get(left), item.get(right)
            if type(first) is not str or type(second) is not str:
                return None
            if not (_ITEM.fullmatch(first) and _ITEM.fullmatch(second)):
                return None
            written.append(f"{{{first}:{second}}}")
        return _within_limit(",".join(written))

    return pairs


def _plain_cell(column: Column) -> PlainCell:
    if column.type == "enum":
        return _enum(column)
    return _pairs(column) if column.type == "pairs" else _CELLS.get(column.type, _none)


def _none(value: Any) -> str | None:
    return None


_CELLS: Final[dict[str, PlainCell]] = {
    "text": plain_text,
    "id": _id,
    "boolean": _boolean,
    "date": _date,
    "text_list": _text_list,
    "reference": _reference,
    "reference_list": _reference_list,
}
