"""Decoding of CSV cells: text to JSON values, by the type of the column."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import lru_cache
from math import isfinite
from typing import Any, Final, TypeAlias, TypeVar

from timeback._spec.dates import MIDNIGHT
from timeback._spec.status import DELETED
from timeback.bundles.csv_booleans import read_boolean
from timeback.bundles.csv_schema import REFERENCE_TYPES, Column
from timeback.bundles.problems import GUID
from timeback_runtime.numbers import as_integer, parse_number

# Called with a rule and a text if a cell deviates from the standard but can be read.
Warn: TypeAlias = Callable[[str, str], None]

_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", re.ASCII)
_DATE_AND_TIME = re.compile(r"(\d{4}-\d\d-\d\d)[Tt ](\d\d)(:\d\d(?::\d\d(?:\.\d+)?)?)([Zz]|[+-]\d\d:?\d\d)?", re.ASCII)
_INTEGER = re.compile(r"[+-]?\d{1,40}", re.ASCII)
_FLOAT = re.compile(r"[+-]?(?=\.?\d)(\d{0,400})(?:\.(\d{0,400}))?([eE][+-]?\d{1,3})?", re.ASCII)
_YEAR = re.compile(r"\d{4}", re.ASCII)
_PAIRS = re.compile(r"\s*\{([^{}:]*):([^{}]*)\}\s*(?:,|$)")
EXTENSION: Final = re.compile(r"ext:[a-zA-Z0-9.\-_]+", re.ASCII)


class CellError(Exception):
    """A cell that cannot be read. The text does not contain its value."""

    def __init__(self, rule: str, text: str) -> None:
        super().__init__(text)
        self.rule = rule
        self.text = text


def ignore_warning(rule: str, text: str) -> None:
    """A `Warn` that does nothing, for reading without checking."""


def parse_cell(column: Column, text: str, warn: Warn = ignore_warning) -> Any:
    """Return the value of a cell that is not blank."""
    return _PARSERS[column.type](column, text, warn)


def _stripped(text: str, warn: Warn) -> str:
    stripped = text.strip()
    if stripped != text:
        warn("spaces", "spaces around the value")
    return stripped


_Parser: TypeAlias = Callable[[Column, str, Warn], Any]
_PARSERS: Final[dict[str, _Parser]] = {}
F = TypeVar("F", bound=_Parser)


def _parser_for(*types: str) -> Callable[[F], F]:
    """Register a function as the parser for columns of these types."""

    def register(function: F) -> F:
        _PARSERS.update(dict.fromkeys(types, function))
        return function

    return register


@_parser_for("text", "password")
def _text(column: Column, text: str, warn: Warn) -> str:
    return text


@_parser_for("id")
def _id(column: Column, text: str, warn: Warn) -> str:
    text = _stripped(text, warn)
    if not GUID.fullmatch(text):
        warn("id", "ids must have 1 to 255 characters out of 0-9 a-z A-Z . - _ / @")
    return text


@_parser_for("boolean")
def _boolean(column: Column, text: str, warn: Warn) -> str:
    found = read_boolean(_stripped(text, warn), warn)
    if found is None:
        raise CellError("boolean", "must be true or false")
    return found


@lru_cache(4096)
def _is_date(text: str) -> bool:
    if not _DATE.fullmatch(text):
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def parse_datetime(text: str) -> datetime | None:
    """Return a date and time, or None if the text is not one. Without a time zone in the text, the result is naive."""
    found = _instant(text)
    return None if found is None else found[1]


def _instant(text: str) -> tuple[str, datetime] | None:
    """Return a date and time in the form of ISO 8601, with T and Z in upper case and 24:00 as the next midnight."""
    match = _DATE_AND_TIME.fullmatch(text)
    if match is None:
        return None
    day, hour, rest, zone = match.groups("")
    try:
        if hour == "24" and not rest.strip(":0."):
            day, hour = (date.fromisoformat(day) + timedelta(days=1)).isoformat(), "00"
        standard = f"{day}T{hour}{rest}{zone.upper()}"
        return standard, datetime.fromisoformat(standard)
    except (ValueError, OverflowError):
        return None


@_parser_for("date")
def _date(column: Column, text: str, warn: Warn) -> str:
    text = _stripped(text, warn)
    if _is_date(text):
        return text
    if parse_datetime(text) is not None:
        warn("date", "must be a date without a time; the time is ignored")
        return text[:10]
    raise CellError("date", "must be a date such as 2026-01-31")


@_parser_for("date_midnight")
def _date_midnight(column: Column, text: str, warn: Warn) -> str:
    return _date(column, text, warn) + MIDNIGHT


@_parser_for("datetime")
def _datetime(column: Column, text: str, warn: Warn) -> str:
    text = _stripped(text, warn)
    if _is_date(text):
        warn("date-time", "must be a date with a time; it is read as midnight UTC")
        return text + MIDNIGHT
    found = _instant(text)
    if found is None:
        raise CellError("date-time", "must be a date and time such as 2026-01-31T18:25:43.511Z")
    standard, moment = found
    if standard == text and _INSTANT.fullmatch(text):
        return text
    warn("date-time", "must have the form 2026-01-31T18:25:43.511Z")
    return standard if moment.tzinfo is not None else f"{standard}Z"


@_parser_for("year")
def _year(column: Column, text: str, warn: Warn) -> str:
    text = _stripped(text, warn)
    if not _YEAR.fullmatch(text):
        raise CellError("year", "must be the year in which the school year ends, such as 2026")
    return text


@_parser_for("integer")
def _integer(column: Column, text: str, warn: Warn) -> int:
    text = _stripped(text, warn)
    if _INTEGER.fullmatch(text):
        return int(text)
    found = as_integer(_parse_number(text)) if _FLOAT.fullmatch(text) and isfinite(float(text)) else None
    if found is not None:
        warn("number", "whole numbers must be written without a fraction")
        return found
    raise CellError("number", "must be a whole number")


@_parser_for("number")
def _number(column: Column, text: str, warn: Warn) -> int | float:
    text = _stripped(text, warn)
    if _INTEGER.fullmatch(text):
        return int(text)
    if _FLOAT.fullmatch(text) and isfinite(float(text)):
        return _parse_number(text)
    raise CellError("number", "must be a number such as 85.5")


def _parse_number(text: str) -> float:
    """Parse a number. Forms that are not valid in JSON are accepted too: +1.5, .5, 1., 007.5."""
    match = _FLOAT.fullmatch(text)
    assert match is not None
    sign = "-" if text.startswith("-") else ""
    return parse_number(f"{sign}{match[1].lstrip('0') or '0'}.{match[2] or '0'}{match[3] or ''}")


@_parser_for("enum")
def _enum(column: Column, text: str, warn: Warn) -> str:
    text = _stripped(text, warn)
    if text in column.allowed:
        return text
    if EXTENSION.fullmatch(text):
        if not column.extensible:
            warn("vocabulary", "values that begin with ext: are not allowed in this column")
        # Values of the platform that the standard does not have are read without the prefix.
        return plain if (plain := text[4:]) in column.platform_values else text
    if text in column.platform_values:
        warn("vocabulary", "not a value of the standard")
        return text
    for word in column.allowed:
        if word.lower() == text.lower():
            warn("case", "values are case-sensitive")
            return word
    if column.name == "status" and text.lower() == "inactive":
        warn("vocabulary", "inactive is a value of version 1.0; it is read as tobedeleted")
        return DELETED
    hint = " or a value that begins with ext:" if column.extensible else ""
    raise CellError("vocabulary", f"must be one of {', '.join(column.allowed)}{hint}")


def _items(text: str, warn: Warn) -> list[str]:
    items = [item.strip() for item in text.split(",")]
    if not all(items):
        warn("list", "the list contains an empty item")
    return [item for item in items if item]


@_parser_for("text_list")
def _text_list(column: Column, text: str, warn: Warn) -> list[str]:
    return _items(text, warn)


@_parser_for("enum_list")
def _enum_list(column: Column, text: str, warn: Warn) -> list[str]:
    return [_enum(column, item, warn) for item in _items(text, warn)]


@_parser_for("reference")
def _reference(column: Column, text: str, warn: Warn) -> dict[str, str]:
    return {"sourcedId": _id(column, text, warn), "type": REFERENCE_TYPES[column.target]}


@_parser_for("reference_list")
def _reference_list(column: Column, text: str, warn: Warn) -> list[dict[str, str]]:
    return [_reference(column, item, warn) for item in _items(text, warn)]


PAIR_NAMES: Final = {"userIds": ("type", "identifier"), "scoreScaleValue": ("itemValueLHS", "itemValueRHS")}


@_parser_for("pairs")
def _pairs(column: Column, text: str, warn: Warn) -> list[dict[str, str]]:
    left, right = PAIR_NAMES[column.name]
    found: list[dict[str, str]] = []
    if "{" not in text and "}" not in text:
        warn("list", "items of this list must be written as {left:right}")
        for item in _items(text, warn):
            first, colon, second = item.partition(":")
            if not colon:
                raise CellError("list", "each item must have the form {left:right}")
            found.append({left: first.strip(), right: second.strip()})
        return found
    position = 0
    while position < len(text):
        match = _PAIRS.match(text, position)
        if match is None:
            if not text[position:].strip():
                break
            raise CellError("list", "each item must have the form {left:right}")
        found.append({left: match[1].strip(), right: match[2].strip()})
        position = match.end()
    return found
