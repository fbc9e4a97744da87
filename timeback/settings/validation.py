"""Checks of the values of settings: numbers, sizes and scopes."""

from __future__ import annotations

import enum
import math
import re
from collections.abc import Iterable, Set
from typing import Any

from timeback_runtime.arguments import whole_number
from timeback_runtime.errors import ConfigurationError


class Unchanged(enum.Enum):
    """The type of the default of an option for which None has a meaning of its own."""

    UNCHANGED = enum.auto()


UNCHANGED = Unchanged.UNCHANGED

_MAX_TIMEOUT = 1_000_000
"""Eleven days. Sockets of some systems count milliseconds, or seconds, in 32 bits."""


def positive(name: str, value: object) -> float:
    """Return a number above 0, such as a number of seconds.

    Raises:
        ConfigurationError: it is not one.
    """
    try:
        # An integer may be too large for a float.
        number = math.nan if isinstance(value, bool) or not isinstance(value, int | float) else float(value)
    except OverflowError:
        number = math.inf
    if not 0 < number < math.inf:
        raise ConfigurationError(f"{name} must be a number above 0, not {describe(value)}")
    return number


def timeout_seconds(name: str, value: object) -> float:
    """Return a number of seconds that the sockets of every operating system can wait.

    Raises:
        ConfigurationError: it is not one.
    """
    seconds = positive(name, value)
    if seconds > _MAX_TIMEOUT:
        raise ConfigurationError(f"{name} must be at most {_MAX_TIMEOUT:,} seconds, not {describe(value)}")
    return seconds


def whole(name: str, value: object) -> int:
    """Return a whole number, 0 or more.

    Raises:
        ConfigurationError: it is not one.
    """
    return whole_number(name, value, 0, error=ConfigurationError)


def byte_limit(name: str, value: object) -> int | None:
    """Return a number of bytes, 1 or more; None for no limit.

    Raises:
        ConfigurationError: it is neither.
    """
    return None if value is None else whole_number(name, value, 1, error=ConfigurationError)


def seconds_of(source: str, text: str) -> float:
    """Return the number of seconds in the text of an environment variable.

    Raises:
        ConfigurationError: the text is not a number above 0.
    """
    try:
        value = float(text)
    except ValueError:
        # The text is not quoted: it may be meant for another variable, such as a secret.
        raise ConfigurationError(f"{source} must be a number of seconds, such as 30 or 2.5") from None
    return positive(source, value)


def check_scope(scope: str | Iterable[str] | None) -> str | None:
    """Return the scopes separated by spaces; None for no scope.

    Raises:
        ConfigurationError: they are neither text nor a list of texts.
    """
    given: object = () if scope is None else scope
    if isinstance(given, str):
        given = given.split()
    # The order of a set differs between processes, which share a token of the cache only for the same text.
    ordered = sorted(given, key=str) if isinstance(given, Set) else given
    scopes: list[Any] = list(ordered) if isinstance(ordered, Iterable) else [ordered]
    if not all(isinstance(one, str) and one and not set(one) & set(" \t\r\n") for one in scopes):
        raise ConfigurationError("scope must be text or a list of texts, each without spaces")
    return " ".join(scopes) or None


# A scheme, a colon and anything without a space, a control character or a delimiter (RFC 3987).
_IRI = re.compile(r'[A-Za-z][A-Za-z0-9+.-]*:[^\s\x00-\x1f\x7f<>"{}|\\^`]+')


def check_sensor(value: object) -> str | None:
    """Return the IRI of a sensor; None if there is none.

    Raises:
        ConfigurationError: it is not an absolute IRI.
    """
    if value is None:
        return None
    if not isinstance(value, str) or not _IRI.fullmatch(value):
        raise ConfigurationError(
            "sensor must be an absolute IRI that names the application, such as 'https://app.example.org/sensor'; it "
            "need not be an address that can be opened"
        )
    return value


def describe(value: object) -> str:
    """Return a number as text, and the name of the type of any other value, which may be a secret."""
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return repr(value) if is_number else type(value).__name__
