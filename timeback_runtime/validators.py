"""The types of properties: strings, numbers, dates, enumerations, lists and maps.

A ``Validator`` validates values of callers, and converts decoded JSON to the values of attributes. Received objects are
not validated; see ``Model``. Error messages name the property and the type of the value. They never contain the value,
which may be personal data.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from timeback_runtime.errors import InvalidRequestError
from timeback_runtime.numbers import ExactFloat
from timeback_runtime.suggestions import closest
from timeback_runtime.times import is_iso8601, parse_date, parse_datetime

if TYPE_CHECKING:
    from enum import StrEnum


Conversions = Mapping[type, Callable[[Any], Any]]
"""The exact type of decoded JSON -> the function that converts a value of that type."""
_REQUIRED: Any = object()


class Validator:
    """Base class: ``validate`` raises an ``InvalidRequestError`` that names the property ``where``."""

    _expected = "a value"

    @property
    def expected(self) -> str:
        """Description of accepted values, for error messages."""
        return self._expected

    @property
    def conversions(self) -> Conversions:
        """How decoded JSON becomes the value of an attribute. A value of any other type stays as it is."""
        return {}

    @property
    def model(self) -> type[Any] | None:
        """The model of the objects that it accepts, alone or in a list. None if there may be other values too."""
        return None

    def parse(self, value: Any) -> Any:
        """The value of an attribute for a value of decoded JSON, without validation."""
        convert = self.conversions.get(type(value))
        return value if convert is None else convert(value)

    def accepts(self, value: Any) -> bool:
        """Whether the type and limits of the value are right. Items of a container are not validated here."""
        raise NotImplementedError  # pragma: no cover

    def validate(self, value: Any, where: str) -> None:
        if not self.accepts(value):
            raise InvalidRequestError(f"{where}: expected {self.expected}{self.received(value)}")

    def received(self, value: Any) -> str:
        """The end of the error about a value: its type, or a suggestion. Contains nothing of the value."""
        return f", got {describe_type(value)}"

    def in_dict(self) -> Validator:
        """The validator for the same property in a dictionary, where dictionaries may take the place of models."""
        return self

    def unknown(self, value: Any, where: str) -> Iterator[str]:
        """A sentence about each property in a valid value that its document does not define."""
        return iter(())


class Field:
    """The metadata of one property of a model.

    Attributes:
        wire: its name in JSON.
        validator: its type.
        required: whether a write requires the property.
        default: the value of an argument of the constructor that is not given.
    """

    __slots__ = ("default", "required", "validator", "wire")

    def __init__(self, wire: str, validator: Validator, required: bool, default: Any) -> None:
        self.wire, self.validator, self.required, self.default = wire, validator, required, default

    @property
    def is_required_argument(self) -> bool:
        """Whether the constructor requires the argument."""
        return self.default is _REQUIRED


def json_field(wire: str, validator: Validator, *, default: Any = _REQUIRED, required: bool | None = None) -> Any:
    """Declare a property of a model.

    Args:
        wire: its name in JSON.
        validator: its type.
        default: the value of an argument of the constructor that is not given; without it, the argument is required.
        required: whether a write requires the property; by default if its argument is required.
    """
    return Field(wire, validator, default is _REQUIRED if required is None else required, default)


class _InstanceOf(Validator):
    def __init__(self, expected: str, *types: type) -> None:
        self._expected = expected
        self._types = types

    def accepts(self, value: Any) -> bool:
        # In Python, bool is a subclass of int; in JSON it is a type of its own.
        return isinstance(value, self._types) and (bool in self._types or not isinstance(value, bool))


class _Anything(Validator):
    def accepts(self, value: Any) -> bool:
        return True


class _Number(_InstanceOf):
    def __init__(self) -> None:
        super().__init__("a finite number", int, float)

    def accepts(self, value: Any) -> bool:
        # An ExactFloat beyond the range of a float keeps its text, so it can be written.
        return super().accepts(value) and (isinstance(value, ExactFloat) or _is_finite(value))


def _is_finite(value: float) -> bool:
    try:
        return math.isfinite(value)
    except OverflowError:  # an integer beyond the range of a float
        return True


class Bounded(Validator):
    """Accepts numbers between a minimum and a maximum, both inclusive."""

    def __init__(self, validator: Validator, minimum: float | None = None, maximum: float | None = None) -> None:
        self._validator, self._minimum, self._maximum = validator, minimum, maximum
        bounds = [f"at least {minimum}"] * (minimum is not None) + [f"at most {maximum}"] * (maximum is not None)
        self._expected = f"{validator.expected}, {' and '.join(bounds)}"

    def accepts(self, value: Any) -> bool:
        return (
            self._validator.accepts(value)
            and (self._minimum is None or value >= self._minimum)
            and (self._maximum is None or value <= self._maximum)
        )

    def validate(self, value: Any, where: str) -> None:
        if self._validator.accepts(value) and not self.accepts(value):
            side = "smaller" if self._minimum is not None and value < self._minimum else "larger"
            raise InvalidRequestError(f"{where}: expected {self.expected}, got a {side} number")
        super().validate(value, where)


class Text(Validator):
    """Accepts strings of a minimum length that match a pattern, if there is one."""

    def __init__(self, min_length: int = 0, pattern: str | None = None) -> None:
        self._min_length = min_length
        self._pattern = _compile(pattern)
        self._expected = ("non-empty text" if min_length else "text") + (f" that matches {pattern}" if pattern else "")

    def accepts(self, value: Any) -> bool:
        return (
            isinstance(value, str)
            and len(value) >= self._min_length
            and (self._pattern is None or self._pattern.search(value) is not None)
        )


def _compile(pattern: str | None) -> re.Pattern[str] | None:
    # In JSON Schema, a final $ matches only at the end of the text. In Python it also matches before a final newline.
    return re.compile(re.sub(r"(?<!\\)\$$", r"\\Z", pattern)) if pattern else None


class _Date(Validator):
    _expected = "a date, or text such as 2025-08-31"

    @property
    def conversions(self) -> Conversions:
        return {str: parse_date}

    def accepts(self, value: Any) -> bool:
        if isinstance(value, str):
            return _parses(date.fromisoformat, value) or is_iso8601(value)
        return isinstance(value, date) and not isinstance(value, datetime)


class _DateTime(Validator):
    _expected = "a datetime with a time zone, or text such as 2025-08-31T08:00:00Z"

    @property
    def conversions(self) -> Conversions:
        return {str: parse_datetime}

    def accepts(self, value: Any) -> bool:
        if isinstance(value, str):
            return _parses(datetime.fromisoformat, value) or is_iso8601(value)
        return isinstance(value, datetime) and value.tzinfo is not None


def _parses(parse: Any, text: str) -> bool:
    try:
        parse(text)
    except (ValueError, OverflowError):
        return False
    return True


class OneOf(Validator):
    """Accepts some texts, and others that match the pattern for extension values."""

    def __init__(self, *values: str, pattern: str | None = None) -> None:
        self._values = dict.fromkeys(values)
        self._pattern = _compile(pattern)
        self._expected = f"one of {', '.join(values)}" if len(values) > 1 else repr(values[0])
        if pattern:
            self._expected += f", or text that matches {pattern}"

    def accepts(self, value: Any) -> bool:
        return isinstance(value, str) and (
            value in self._values or (self._pattern is not None and self._pattern.search(value) is not None)
        )

    def received(self, value: Any) -> str:
        if not isinstance(value, str) or not value:
            return super().received(value)
        known = {one.casefold(): one for one in self._values}
        match = closest(value.casefold(), known)
        return ", got another text" if match is None else f", got another text. Did you mean {known[match]!r}?"


class Choice(OneOf):
    """Accepts the values of an enumeration, and others that match the pattern for extension values."""

    def __init__(self, enum: type[StrEnum], *, pattern: str | None = None) -> None:
        super().__init__(*(member.value for member in enum), pattern=pattern)
        self.members: Mapping[str, StrEnum] = {member.value: member for member in enum}
        """The members by their values."""

    @property
    def conversions(self) -> Conversions:
        members = self.members
        return {str: lambda text: members.get(text, text)}


class ListOf(Validator):
    """Accepts lists and tuples of at least ``min_items`` items, and validates each item."""

    def __init__(self, item: Validator, min_items: int = 0) -> None:
        self.item, self._min_items = item, min_items

    @property
    def expected(self) -> str:
        if self._min_items == 1:
            return f"a non-empty list of {self.item.expected}"
        return f"a list of {self.item.expected}" + (
            f", at least {self._min_items} items" if self._min_items > 1 else ""
        )

    @property
    def conversions(self) -> Conversions:
        items = self.item.conversions
        return {list: lambda values: _convert_items(values, items)} if items else {}

    @property
    def model(self) -> type[Any] | None:
        return None if isinstance(self.item, ListOf) else self.item.model

    def accepts(self, value: Any) -> bool:
        return isinstance(value, list | tuple) and len(value) >= self._min_items

    def validate(self, value: Any, where: str) -> None:
        if not self.accepts(value):
            if isinstance(value, list | tuple):
                received = f"a list of {len(value)} items" if value else "an empty list"
            else:
                received = describe_type(value)
            raise InvalidRequestError(f"{where}: expected {self.expected}, got {received}")
        for index, item in enumerate(value):
            self.item.validate(item, f"{where}[{index}]")

    def in_dict(self) -> Validator:
        return ListOf(self.item.in_dict(), self._min_items)

    def unknown(self, value: Any, where: str) -> Iterator[str]:
        for index, item in enumerate(value):
            yield from self.item.unknown(item, f"{where}[{index}]")


class MapOf(Validator):
    """Accepts dictionaries with any string keys, and validates each value that is not None."""

    def __init__(self, value: Validator) -> None:
        self._value = value

    @property
    def expected(self) -> str:
        return f"a dict of {self._value.expected}"

    @property
    def conversions(self) -> Conversions:
        values = self._value.conversions
        return (
            {dict: lambda found: dict(zip(found, _convert_items(found.values(), values), strict=True))}
            if values
            else {}
        )

    def accepts(self, value: Any) -> bool:
        return isinstance(value, dict) and all(isinstance(name, str) for name in value)

    def validate(self, value: Any, where: str) -> None:
        super().validate(value, where)
        for name, item in value.items():
            if item is not None:
                # A key that is no identifier may be any text that a user typed, so the message does not repeat it.
                self._value.validate(item, f"{where}.{name}" if name.isidentifier() else f"{where}.*")

    def in_dict(self) -> Validator:
        return MapOf(self._value.in_dict())

    def unknown(self, value: Any, where: str) -> Iterator[str]:
        for item in value.values():
            yield from self._value.unknown(item, f"{where}.*")


class AnyOf(Validator):
    """Accepts values that at least one of several validators accepts."""

    def __init__(self, *alternatives: Validator) -> None:
        self._alternatives = alternatives

    @property
    def expected(self) -> str:
        return " or ".join(alternative.expected for alternative in self._alternatives)

    @property
    def conversions(self) -> Conversions:
        return {json_type: convert for one in self._alternatives for json_type, convert in one.conversions.items()}

    def accepts(self, value: Any) -> bool:
        return any(alternative.accepts(value) for alternative in self._alternatives)

    def validate(self, value: Any, where: str) -> None:
        for alternative in self._alternatives:
            if alternative.accepts(value):
                alternative.validate(value, where)
                return
        super().validate(value, where)

    def received(self, value: Any) -> str:
        endings = [alternative.received(value) for alternative in self._alternatives]
        return next((end for end in endings if "Did you mean" in end), super().received(value))

    def in_dict(self) -> Validator:
        return AnyOf(*(alternative.in_dict() for alternative in self._alternatives))

    def unknown(self, value: Any, where: str) -> Iterator[str]:
        for alternative in self._alternatives:
            if alternative.accepts(value):
                return alternative.unknown(value, where)
        return iter(())


def _convert_items(values: Iterable[Any], conversions: Conversions) -> list[Any]:
    return [value if (convert := conversions.get(type(value))) is None else convert(value) for value in values]


ANY = _Anything()
TEXT = Text()
INTEGER = _InstanceOf("a whole number", int)
NUMBER = _Number()
BOOLEAN = _InstanceOf("True or False", bool)
OBJECT = _InstanceOf("a dict", dict)
BYTES = _InstanceOf("bytes", bytes)
DATE = _Date()
DATETIME = _DateTime()


def require_text_keys(given: Mapping[Any, Any], where: str) -> None:
    """Refuse a dictionary with a key that is no text, which JSON cannot have.

    Raises:
        InvalidRequestError: there is one.
    """
    if not all(isinstance(name, str) for name in given):
        raise InvalidRequestError(f"{where}: the keys of the dict must be strings")


def describe_type(value: Any) -> str:
    """The type of a value in words, for error messages. Contains nothing of the value."""
    if value is None:
        return "None"
    if isinstance(value, str):
        return "text" if value else "empty text"
    if isinstance(value, bool):
        return "a boolean"
    if isinstance(value, int | float):
        return "a number"
    if isinstance(value, datetime) and value.tzinfo is None:
        return "a datetime without a time zone"
    return f"a {type(value).__name__}"
