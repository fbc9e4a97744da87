"""Encoding of CSV cells: JSON values to text, by the type of the column."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date
from decimal import Decimal
from math import isfinite
from typing import Any, Final, TypeAlias, TypeVar

from timeback.bundles.cell_reader import EXTENSION, PAIR_NAMES, parse_datetime
from timeback.bundles.csv_booleans import write_boolean
from timeback.bundles.csv_schema import Column
from timeback.bundles.problems import GUID, LossKind
from timeback_runtime.numbers import ExactFloat, as_integer
from timeback_runtime.times import utc_text

# Called with the kind and the reason of a loss if the cell will be read back as another value.
LossHandler: TypeAlias = Callable[[LossKind, str], None]

MAX_DIGITS: Final = 400
MAX_CELL: Final = 131_072
_BREAK = re.compile(r"\r\n|\r|\n")
_UNPRINTABLE = re.compile("[\ud800-\udfff]")
_INTEGER = re.compile(r"[+-]?\d{1,40}", re.ASCII)


class UnwritableValueError(Exception):
    """A value cannot be written to a cell. The text gives the reason and does not contain the value."""


def json_type(value: Any) -> str:
    """Return the name of the JSON type of a value, for use in a message."""
    names = {dict: "an object", list: "a list", str: "text", bool: "a boolean", int: "a number"}
    return "a number" if isinstance(value, float) else names.get(type(value), type(value).__name__)


def is_blank(value: Any) -> bool:
    return value is None or (isinstance(value, str | list | dict) and not value)


def format_cell(column: Column, value: Any, on_loss: LossHandler) -> str:
    """Return the text of a cell, or "" if there is no value."""
    if is_blank(value):
        return ""
    text = _FORMATTERS[column.type](column, value, on_loss)
    if len(text) > MAX_CELL:
        raise UnwritableValueError(f"longer than the limit of {MAX_CELL} characters per cell")
    return text


def to_single_line(value: Any, on_loss: LossHandler) -> str:
    """Convert a value to text without line breaks."""
    if isinstance(value, bool):
        on_loss("altered", "boolean is converted to text")
        value = "true" if value else "false"
    elif isinstance(value, int | float):
        on_loss("altered", "number is converted to text")
        value = _format_number(value)
    elif not isinstance(value, str):
        raise UnwritableValueError(f"must be text, is {json_type(value)}")
    if _UNPRINTABLE.search(value):
        raise UnwritableValueError("text contains characters that UTF-8 cannot encode")
    if "\n" in value or "\r" in value:
        on_loss("altered", "line breaks are replaced by spaces, because cells must not contain them")
        value = _BREAK.sub(" ", value)
    if "\0" in value:
        on_loss("altered", "NUL characters are removed")
        value = value.replace("\0", "")
    if value.isspace():
        on_loss("altered", "text that consists of spaces is read back as no value")
        return ""
    return str(value)


def _format_number(value: float) -> str:
    if isinstance(value, float):
        if not isfinite(value):
            raise UnwritableValueError("number is not finite")
        text = repr(value).lower()
        if len(text) > MAX_DIGITS or (isinstance(value, ExactFloat) and not value):
            raise UnwritableValueError(f"number has more than {MAX_DIGITS} digits")
        if "e" not in text:
            return text
        text = format(Decimal(text), "f")
        return text if "." in text else f"{text}.0"
    if abs(value) >= 10**40:
        raise UnwritableValueError("number has more than 40 digits")
    return str(value)


_Formatter: TypeAlias = Callable[[Column, Any, LossHandler], str]
_FORMATTERS: Final[dict[str, _Formatter]] = {}
F = TypeVar("F", bound=_Formatter)


def _formatter_for(*types: str) -> Callable[[F], F]:
    """Register a function as the formatter for columns of these types."""

    def register(function: F) -> F:
        _FORMATTERS.update(dict.fromkeys(types, function))
        return function

    return register


@_formatter_for("text")
def _text(column: Column, value: Any, on_loss: LossHandler) -> str:
    return to_single_line(value, on_loss)


@_formatter_for("id")
def _id(column: Column, value: Any, on_loss: LossHandler) -> str:
    if not isinstance(value, str) or not GUID.fullmatch(value):
        raise UnwritableValueError("must be an id of 1 to 255 characters out of 0-9 a-z A-Z . - _ / @")
    return value


@_formatter_for("boolean")
def _boolean(column: Column, value: Any, on_loss: LossHandler) -> str:
    text = write_boolean(value)
    if text is None:
        raise UnwritableValueError("must be true or false")
    return text


@_formatter_for("date")
def _date(column: Column, value: Any, on_loss: LossHandler) -> str:
    if isinstance(value, str):
        try:
            return date.fromisoformat(value).isoformat() if len(value) == 10 else _date_part(value, on_loss)
        except ValueError:
            pass
    raise UnwritableValueError("must be a date such as 2026-01-31")


def _date_part(value: str, on_loss: LossHandler) -> str:
    on_loss("altered", "the time is removed; the column holds a date")
    found = parse_datetime(value)
    if found is None:
        raise ValueError
    return value[:10]


@_formatter_for("date_midnight")
def _date_midnight(column: Column, value: Any, on_loss: LossHandler) -> str:
    """Write the date of a date-time. It is read back as midnight UTC."""
    found = parse_datetime(value) if isinstance(value, str) else None
    if found is None:
        return _date(column, value, on_loss)
    if found.tzinfo is not None:
        found = found.astimezone(UTC)
    if found.hour or found.minute or found.second or found.microsecond:
        on_loss("altered", "the time of day is removed")
    return found.date().isoformat()


@_formatter_for("datetime")
def _datetime(column: Column, value: Any, on_loss: LossHandler) -> str:
    found = parse_datetime(value) if isinstance(value, str) else None
    if found is None:
        raise UnwritableValueError("must be a date and time such as 2026-01-31T18:25:43.511Z")
    return utc_text(found if found.tzinfo is not None else found.replace(tzinfo=UTC))


@_formatter_for("year")
def _year(column: Column, value: Any, on_loss: LossHandler) -> str:
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = str(as_integer(value))
    if isinstance(value, str) and re.fullmatch(r"\d{4}", value, re.ASCII):
        return value
    raise UnwritableValueError("must be a year such as 2026")


@_formatter_for("integer")
def _integer(column: Column, value: Any, on_loss: LossHandler) -> str:
    if isinstance(value, int | float) and not isinstance(value, bool):
        number = as_integer(value)
        if number is not None:
            return str(number)
        raise UnwritableValueError("must be a whole number, has a fraction")
    raise UnwritableValueError(f"must be a number, is {json_type(value)}")


@_formatter_for("number")
def _number(column: Column, value: Any, on_loss: LossHandler) -> str:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise UnwritableValueError(f"must be a number, is {json_type(value)}")
    return _format_number(value)


@_formatter_for("enum")
def _enum(column: Column, value: Any, on_loss: LossHandler) -> str:
    if value in column.allowed:
        return str(value)
    if not isinstance(value, str) or not column.extensible:
        raise UnwritableValueError(f"must be one of {', '.join(column.allowed)}")
    if EXTENSION.fullmatch(value):
        if value[4:] in column.platform_values:
            on_loss("altered", f"{value} is read back without ext:")
        return value
    extended = f"ext:{value}"
    if not EXTENSION.fullmatch(extended):
        raise UnwritableValueError(f"must be one of {', '.join(column.allowed)}, or valid after the prefix ext:")
    if value in column.platform_values:
        on_loss("encoded", f"{value} is not a value of the standard; it is written as {extended}")
    else:
        on_loss("altered", "not a value of the standard; it is written with the prefix ext:")
    return extended


def _item(value: Any, name: str, forbidden: str) -> str:
    if not isinstance(value, str):
        raise UnwritableValueError(f"{name} must be text, is {json_type(value)}")
    if value != value.strip() or any(character in value for character in forbidden + "\r\n\0"):
        marks = " ".join(forbidden)
        raise UnwritableValueError(f"{name} must not contain {marks} or line breaks, or have spaces around it")
    if _UNPRINTABLE.search(value):
        raise UnwritableValueError("text contains characters that UTF-8 cannot encode")
    return value


def _items(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise UnwritableValueError(f"must be a list, is {json_type(value)}")
    return value


@_formatter_for("text_list")
def _text_list(column: Column, value: Any, on_loss: LossHandler) -> str:
    items = [_item(item, "each item", ",") for item in _items(value)]
    if not all(items):
        raise UnwritableValueError("the list contains an empty item")
    return ",".join(items)


@_formatter_for("enum_list")
def _enum_list(column: Column, value: Any, on_loss: LossHandler) -> str:
    return ",".join(_enum(column, item, on_loss) for item in _items(value))


@_formatter_for("pairs")
def _pairs(column: Column, value: Any, on_loss: LossHandler) -> str:
    left, right = PAIR_NAMES[column.name]
    written = []
    for item in _items(value):
        if not isinstance(item, dict):
            raise UnwritableValueError(f"items must be objects, one is {json_type(item)}")
        first = _item(item.get(left), left, ",{}:")
        second = _item(item.get(right), right, ",{}")
        for name in item.keys() - {left, right}:
            if item[name] not in (None, ""):
                on_loss("altered", f"{name} of an item is removed")
        written.append(f"{{{first}:{second}}}")
    return ",".join(written)


@_formatter_for("reference")
def _reference(column: Column, value: Any, on_loss: LossHandler) -> str:
    if not isinstance(value, dict):
        raise UnwritableValueError(f"must be a reference, is {json_type(value)}")
    return _id(column, value.get("sourcedId"), on_loss)


@_formatter_for("reference_list")
def _reference_list(column: Column, value: Any, on_loss: LossHandler) -> str:
    return ",".join(_reference(column, item, on_loss) for item in _items(value))


@_formatter_for("password")
def _password(column: Column, value: Any, on_loss: LossHandler) -> str:
    raise UnwritableValueError("passwords are never written")
