"""From the text of a cell to the value in JSON."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from functools import lru_cache
from math import isfinite
from typing import Any, Final, TypeAlias, TypeVar

from timeback.bundles.csv_schema import KIND_OF_REFERENCE, Column
from timeback.bundles.problems import GUID
from timeback_runtime.numbers import number, whole

# Called with a rule and a text where a cell is not as it should be and can be read nonetheless.
Warn: TypeAlias = Callable[[str, str], None]

_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", re.ASCII)
_DATE_AND_TIME = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?", re.ASCII)
_INTEGER = re.compile(r"[+-]?\d{1,40}", re.ASCII)
_FLOAT = re.compile(r"[+-]?(?=\.?\d)(\d{0,400})(?:\.(\d{0,400}))?([eE][+-]?\d{1,3})?", re.ASCII)
_YEAR = re.compile(r"\d{4}", re.ASCII)
_PAIRS = re.compile(r"\s*\{([^{}:]*):([^{}]*)\}\s*(?:,|$)")
EXTENSION: Final = re.compile(r"ext:[a-zA-Z0-9.\-_]+", re.ASCII)
MIDNIGHT: Final = "T00:00:00.000Z"


class CellError(Exception):
    """A cell that cannot be understood. Its text has no value in it."""

    def __init__(self, rule: str, text: str) -> None:
        super().__init__(text)
        self.rule = rule
        self.text = text


def unheeded(rule: str, text: str) -> None:
    """A Warn for those who only read."""


def parse(column: Column, text: str, warn: Warn = unheeded) -> Any:
    """The value of a cell that is not blank."""
    return _PARSERS[column.kind](column, text, warn)


def _stripped(text: str, warn: Warn) -> str:
    bare = text.strip()
    if bare != text:
        warn("spaces", "spaces around the value")
    return bare


_Parser: TypeAlias = Callable[[Column, str, Warn], Any]
_PARSERS: Final[dict[str, _Parser]] = {}
F = TypeVar("F", bound=_Parser)


def _parses(*kinds: str) -> Callable[[F], F]:
    """Register a function for these kinds of column."""

    def register(function: F) -> F:
        _PARSERS.update(dict.fromkeys(kinds, function))
        return function

    return register


@_parses("text", "secret")
def _text(column: Column, text: str, warn: Warn) -> str:
    return text


@_parses("id")
def _id(column: Column, text: str, warn: Warn) -> str:
    text = _stripped(text, warn)
    if not GUID.fullmatch(text):
        warn("id", "ids have 1 to 255 of the characters 0-9 a-z A-Z . - _ / @")
    return text


@_parses("flag")
def _flag(column: Column, text: str, warn: Warn) -> str:
    text = _stripped(text, warn)
    if text in ("true", "false"):
        return text
    if text.lower() in ("true", "false"):
        warn("case", "true and false are written in small letters")
        return text.lower()
    raise CellError("boolean", "neither true nor false")


@lru_cache(4096)
def _is_date(text: str) -> bool:
    if not _DATE.fullmatch(text):
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def instant(text: str) -> datetime | None:
    """The date and time that a text says, or None. Without a zone it has none."""
    if not _DATE_AND_TIME.fullmatch(text):
        return None
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


@_parses("date")
def _date(column: Column, text: str, warn: Warn) -> str:
    text = _stripped(text, warn)
    if _is_date(text):
        return text
    if instant(text) is not None:
        warn("date", "a date with a time where a date belongs; the time is left out")
        return text[:10]
    raise CellError("date", "not a date such as 2026-01-31")


@_parses("day")
def _day(column: Column, text: str, warn: Warn) -> str:
    return _date(column, text, warn) + MIDNIGHT


@_parses("instant")
def _instant(column: Column, text: str, warn: Warn) -> str:
    text = _stripped(text, warn)
    if _is_date(text):
        warn("date-time", "a date without a time; midnight is read")
        return text + MIDNIGHT
    found = instant(text)
    if found is None:
        raise CellError("date-time", "not a date and time such as 2026-01-31T18:25:43.511Z")
    if not _INSTANT.fullmatch(text):
        warn("date-time", "not in the form 2026-01-31T18:25:43.511Z")
        if found.tzinfo is None:
            return text.replace(" ", "T") + "Z"
        return text.replace(" ", "T")
    return text


@_parses("year")
def _year(column: Column, text: str, warn: Warn) -> str:
    text = _stripped(text, warn)
    if not _YEAR.fullmatch(text):
        raise CellError("year", "not a year such as 2026, the one in which the school year ends")
    return text


@_parses("int")
def _int(column: Column, text: str, warn: Warn) -> int:
    text = _stripped(text, warn)
    if _INTEGER.fullmatch(text):
        return int(text)
    found = whole(_number(text)) if _FLOAT.fullmatch(text) and isfinite(float(text)) else None
    if found is not None:
        warn("number", "a whole number is written without a fraction")
        return found
    raise CellError("number", "not a whole number")


@_parses("float")
def _float(column: Column, text: str, warn: Warn) -> int | float:
    text = _stripped(text, warn)
    if _INTEGER.fullmatch(text):
        return int(text)
    if _FLOAT.fullmatch(text) and isfinite(float(text)):
        return _number(text)
    raise CellError("number", "not a number such as 85.5")


def _number(text: str) -> float:
    """A number that is written in one of the ways that JSON has not, too: +1.5, .5, 1., 007.5."""
    match = _FLOAT.fullmatch(text)
    assert match is not None
    sign = "-" if text.startswith("-") else ""
    return number(f"{sign}{match[1].lstrip('0') or '0'}.{match[2] or '0'}{match[3] or ''}")


@_parses("word")
def _word(column: Column, text: str, warn: Warn) -> str:
    text = _stripped(text, warn)
    if text in column.words:
        return text
    if EXTENSION.fullmatch(text):
        if not column.open:
            warn("vocabulary", "no values of one's own are allowed here")
        # What this platform has and the standard lacks comes back as the platform writes it.
        return plain if (plain := text[4:]) in column.beyond else text
    if text in column.beyond:
        warn("vocabulary", "not a value of the standard")
        return text
    for word in column.words:
        if word.lower() == text.lower():
            warn("case", "values are case-sensitive")
            return word
    if column.name == "status" and text.lower() == "inactive":
        warn("vocabulary", "inactive, of version 1.0, is read as tobedeleted")
        return "tobedeleted"
    hint = ", or a value that begins with ext:" if column.open else ""
    raise CellError("vocabulary", f"not one of {', '.join(column.words)}{hint}")


def _items(text: str, warn: Warn) -> list[str]:
    items = [item.strip() for item in text.split(",")]
    if not all(items):
        warn("list", "an empty item in a list")
    return [item for item in items if item]


@_parses("list")
def _list(column: Column, text: str, warn: Warn) -> list[str]:
    return _items(text, warn)


@_parses("words")
def _words(column: Column, text: str, warn: Warn) -> list[str]:
    return [_word(column, item, warn) for item in _items(text, warn)]


@_parses("ref")
def _ref(column: Column, text: str, warn: Warn) -> dict[str, str]:
    return {"sourcedId": _id(column, text, warn), "type": KIND_OF_REFERENCE[column.target]}


@_parses("refs")
def _refs(column: Column, text: str, warn: Warn) -> list[dict[str, str]]:
    return [_ref(column, item, warn) for item in _items(text, warn)]


PAIR_NAMES: Final = {"userIds": ("type", "identifier"), "scoreScaleValue": ("itemValueLHS", "itemValueRHS")}


@_parses("pairs")
def _pairs(column: Column, text: str, warn: Warn) -> list[dict[str, str]]:
    left, right = PAIR_NAMES[column.name]
    found: list[dict[str, str]] = []
    if "{" not in text and "}" not in text:
        warn("list", "items of this list are written as {left:right}")
        for item in _items(text, warn):
            one, colon, other = item.partition(":")
            if not colon:
                raise CellError("list", "an item that is not of the form {left:right}")
            found.append({left: one.strip(), right: other.strip()})
        return found
    position = 0
    while position < len(text):
        match = _PAIRS.match(text, position)
        if match is None:
            if not text[position:].strip():
                break
            raise CellError("list", "an item that is not of the form {left:right}")
        found.append({left: match[1].strip(), right: match[2].strip()})
        position = match.end()
    return found
