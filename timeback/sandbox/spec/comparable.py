"""Converts values so that filters and sorts compare numbers, dates and booleans by value, and text by code point."""

from __future__ import annotations

import math
import re
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, Literal

from timeback._spec import dates

__all__ = ["Comparable", "ComparisonType", "comparable", "instant", "now"]

ComparisonType = Literal["text", "number", "date", "boolean", "mixed"]
Comparable = str | int | float | None

_NUMBER = re.compile(r"-?(?:\d+)(?:\.\d+)?(?:[eE][+-]?\d+)?")
_LARGEST = 2**63 - 1


def _number(value: int | float) -> Comparable:
    if isinstance(value, int) and abs(value) > _LARGEST:
        try:
            value = float(value)
        except OverflowError:
            return None
    return value if not isinstance(value, float) or math.isfinite(value) else None


def _number_of_text(text: str) -> Comparable:
    if len(text) > 400 or not _NUMBER.fullmatch(text):
        return None
    return _number(int(text) if text.lstrip("-").isdigit() else float(text))


@lru_cache(maxsize=65536)
def instant(text: str) -> int | None:
    """Microseconds since 1970 of an ISO 8601 date or time. Without a time zone it is in UTC, without a time at 0:00."""
    moment = dates.instant(text)
    if moment is None:
        return None
    since = moment - datetime(1970, 1, 1, tzinfo=UTC)
    return (since.days * 86_400 + since.seconds) * 1_000_000 + since.microseconds


def comparable(type_: ComparisonType, value: Any) -> Comparable:
    """The comparable form of a property's value or of a literal; None if it has none."""
    if value is None or isinstance(value, dict | list):
        return None
    if type_ == "boolean":
        if isinstance(value, bool):
            return "true" if value else "false"
        return value if value in ("true", "false") else None
    if type_ == "date":
        return instant(value) if isinstance(value, str) else None
    if isinstance(value, bool):
        return "true" if value else "false"
    if type_ == "number":
        return _number_of_text(value) if isinstance(value, str) else _number(value)
    if isinstance(value, str):
        if type_ == "mixed":
            number = _number_of_text(value)
            return value if number is None else number
        return value
    return str(value) if type_ == "text" else _number(value)


def now() -> datetime:
    return datetime.now(UTC)
