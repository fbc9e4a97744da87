"""Dates and times: conversion to the forms that the OpenAPI documents define."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any, Final

MIDNIGHT: Final = "T00:00:00.000Z"

_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
# A date and time of RFC 3339, section 5.6, which the format date-time of JSON Schema requires.
_INSTANT = re.compile(r"\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(?:\.\d+)?(?:[Zz]|[+-]\d\d:\d\d)", re.ASCII)


def date_time(value: Any) -> Any:
    """A date and time of RFC 3339. A date is midnight UTC, and a time without a zone is in UTC.

    Text that is no date is returned unchanged.
    """
    if type(value) is not str or _INSTANT.fullmatch(value):
        return value
    moment = _moment(value)
    if moment is None:
        return value
    moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment
    precision = "microseconds" if moment.microsecond % 1000 else "milliseconds"
    return moment.isoformat(timespec=precision).replace("+00:00", "Z")


def calendar_date(value: Any) -> Any:
    """A date without its time. Text that is no date is returned unchanged."""
    if type(value) is not str or _DATE.fullmatch(value):
        return value
    moment = _moment(value)
    return value if moment is None else moment.date().isoformat()


def instant(text: str) -> datetime | None:
    """The time that a text states in ISO 8601, in UTC; None if it states none.

    A date is its midnight, and a time without a zone is in UTC.
    """
    try:
        moment = datetime.fromisoformat(text)
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _moment(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text.strip())
    except ValueError:
        return None
