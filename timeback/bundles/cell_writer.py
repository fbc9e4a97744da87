"""From a value in JSON to the text of a cell, or why there is none."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date
from decimal import Decimal
from math import isfinite
from typing import Any, Final, TypeAlias, TypeVar

from timeback.bundles.cell_reader import EXTENSION, PAIR_NAMES, instant
from timeback.bundles.csv_schema import Column
from timeback.bundles.problems import GUID, LossKind
from timeback_runtime.numbers import ExactFloat, whole

# Called with the kind of a loss and its reason where a cell comes back as something else.
Note: TypeAlias = Callable[[LossKind, str], None]

MAX_DIGITS: Final = 400
MAX_CELL: Final = 131_072
_BREAK = re.compile(r"\r\n|\r|\n")
_UNPRINTABLE = re.compile("[\ud800-\udfff]")
_INTEGER = re.compile(r"[+-]?\d{1,40}", re.ASCII)


class CannotCarryError(Exception):
    """The standard has no place for a value. The text says why and does not hold it."""


def kind_of(value: Any) -> str:
    names = {dict: "an object", list: "a list", str: "text", bool: "a flag", int: "a number"}
    return "a number" if isinstance(value, float) else names.get(type(value), type(value).__name__)


def is_blank(value: Any) -> bool:
    return value is None or (isinstance(value, str | list | dict) and not value)


def write(column: Column, value: Any, note: Note) -> str:
    """The text of a cell; blank where there is no value."""
    if is_blank(value):
        return ""
    text = _WRITERS[column.kind](column, value, note)
    if len(text) > MAX_CELL:
        raise CannotCarryError(f"longer than the {MAX_CELL} characters of a cell")
    return text


def plain_text(value: Any, note: Note) -> str:
    """Text as one line."""
    if isinstance(value, bool):
        note("altered", "a flag becomes text")
        value = "true" if value else "false"
    elif isinstance(value, int | float):
        note("altered", "a number becomes text")
        value = _number(value)
    elif not isinstance(value, str):
        raise CannotCarryError(f"{kind_of(value)} where text belongs")
    if _UNPRINTABLE.search(value):
        raise CannotCarryError("text that cannot be written as UTF-8")
    if "\n" in value or "\r" in value:
        note("altered", "a line break becomes a space, as a field has none")
        value = _BREAK.sub(" ", value)
    if "\0" in value:
        note("altered", "a NUL character is left out")
        value = value.replace("\0", "")
    if value.isspace():
        note("altered", "text of spaces alone is read as no value")
        return ""
    return str(value)


def _number(value: float) -> str:
    if isinstance(value, float):
        if not isfinite(value):
            raise CannotCarryError("not a finite number")
        text = repr(value).lower()
        if len(text) > MAX_DIGITS or (isinstance(value, ExactFloat) and not value):
            raise CannotCarryError(f"a number of more than {MAX_DIGITS} digits")
        if "e" not in text:
            return text
        text = format(Decimal(text), "f")
        return text if "." in text else f"{text}.0"
    if abs(value) >= 10**40:
        raise CannotCarryError("a number of more than 40 digits")
    return str(value)


_Writer: TypeAlias = Callable[[Column, Any, Note], str]
_WRITERS: Final[dict[str, _Writer]] = {}
F = TypeVar("F", bound=_Writer)


def _writes(*kinds: str) -> Callable[[F], F]:
    """Register a function for these kinds of column."""

    def register(function: F) -> F:
        _WRITERS.update(dict.fromkeys(kinds, function))
        return function

    return register


@_writes("text")
def _text(column: Column, value: Any, note: Note) -> str:
    return plain_text(value, note)


@_writes("id")
def _id(column: Column, value: Any, note: Note) -> str:
    if not isinstance(value, str) or not GUID.fullmatch(value):
        raise CannotCarryError("not an id of 1 to 255 of the characters 0-9 a-z A-Z . - _ / @")
    return value


@_writes("flag")
def _flag(column: Column, value: Any, note: Note) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if value in ("true", "false"):
        return str(value)
    raise CannotCarryError("neither true nor false")


@_writes("date")
def _date(column: Column, value: Any, note: Note) -> str:
    if isinstance(value, str):
        try:
            return date.fromisoformat(value).isoformat() if len(value) == 10 else _date_part(value, note)
        except ValueError:
            pass
    raise CannotCarryError("not a date such as 2026-01-31")


def _date_part(value: str, note: Note) -> str:
    note("altered", "a date and time becomes a date")
    found = instant(value)
    if found is None:
        raise ValueError
    return value[:10]


@_writes("day")
def _day(column: Column, value: Any, note: Note) -> str:
    """JSON has a date-time; the column has its date, which is read as midnight."""
    found = instant(value) if isinstance(value, str) else None
    if found is None:
        return _date(column, value, note)
    if found.tzinfo is not None:
        found = found.astimezone(UTC)
    if found.hour or found.minute or found.second or found.microsecond:
        note("altered", "the time of day is left out")
    return found.date().isoformat()


@_writes("instant")
def _instant(column: Column, value: Any, note: Note) -> str:
    found = instant(value) if isinstance(value, str) else None
    if found is None:
        raise CannotCarryError("not a date and time such as 2026-01-31T18:25:43.511Z")
    if found.tzinfo is not None:
        found = found.astimezone(UTC)
    return found.replace(tzinfo=None).isoformat(timespec="milliseconds") + "Z"


@_writes("year")
def _year(column: Column, value: Any, note: Note) -> str:
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = str(whole(value))
    if isinstance(value, str) and re.fullmatch(r"\d{4}", value, re.ASCII):
        return value
    raise CannotCarryError("not a year such as 2026")


@_writes("int")
def _int(column: Column, value: Any, note: Note) -> str:
    if isinstance(value, int | float) and not isinstance(value, bool):
        number = whole(value)
        if number is not None:
            return str(number)
        raise CannotCarryError("a number with a fraction where a whole one belongs")
    raise CannotCarryError(f"{kind_of(value)} where a number belongs")


@_writes("float")
def _float(column: Column, value: Any, note: Note) -> str:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise CannotCarryError(f"{kind_of(value)} where a number belongs")
    return _number(value)


@_writes("word")
def _word(column: Column, value: Any, note: Note) -> str:
    if value in column.words:
        return str(value)
    if not isinstance(value, str) or not column.open:
        raise CannotCarryError(f"not one of {', '.join(column.words)}")
    if EXTENSION.fullmatch(value):
        if value[4:] in column.beyond:
            note("altered", f"{value} comes back without ext:")
        return value
    own = f"ext:{value}"
    if not EXTENSION.fullmatch(own):
        raise CannotCarryError(f"not one of {', '.join(column.words)}, nor fit for a value that begins with ext:")
    if value in column.beyond:
        note("encoded", f"{value} is not of the standard and is written as {own}")
    else:
        note("altered", "a value that is not of the standard gets ext: before it")
    return own


def _item(value: Any, what: str, forbidden: str) -> str:
    if not isinstance(value, str):
        raise CannotCarryError(f"{kind_of(value)} where {what} is text")
    if value != value.strip() or any(character in value for character in forbidden + "\r\n\0"):
        marks = " ".join(forbidden)
        raise CannotCarryError(f"{what} with one of {marks} or a line break in it, or with spaces around it")
    if _UNPRINTABLE.search(value):
        raise CannotCarryError("text that cannot be written as UTF-8")
    return value


def _items(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise CannotCarryError(f"{kind_of(value)} where a list belongs")
    return value


@_writes("list")
def _list(column: Column, value: Any, note: Note) -> str:
    items = [_item(item, "an item", ",") for item in _items(value)]
    if not all(items):
        raise CannotCarryError("an empty item in a list")
    return ",".join(items)


@_writes("words")
def _words(column: Column, value: Any, note: Note) -> str:
    return ",".join(_word(column, item, note) for item in _items(value))


@_writes("pairs")
def _pairs(column: Column, value: Any, note: Note) -> str:
    left, right = PAIR_NAMES[column.name]
    written = []
    for item in _items(value):
        if not isinstance(item, dict):
            raise CannotCarryError(f"{kind_of(item)} where an item is an object")
        one = _item(item.get(left), left, ",{}:")
        other = _item(item.get(right), right, ",{}")
        for name in item.keys() - {left, right}:
            if item[name] not in (None, ""):
                note("altered", f"{name} of an item is left out")
        written.append(f"{{{one}:{other}}}")
    return ",".join(written)


@_writes("ref")
def _ref(column: Column, value: Any, note: Note) -> str:
    if not isinstance(value, dict):
        raise CannotCarryError(f"{kind_of(value)} where a reference belongs")
    return _id(column, value.get("sourcedId"), note)


@_writes("refs")
def _refs(column: Column, value: Any, note: Note) -> str:
    return ",".join(_ref(column, item, note) for item in _items(value))


@_writes("secret")
def _secret(column: Column, value: Any, note: Note) -> str:
    raise CannotCarryError("passwords are never written")
