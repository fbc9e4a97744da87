"""Comparison of JSON values in which two texts of the same point in time are equal."""

from datetime import date, datetime
from typing import Any

from dateutil.parser import isoparse


def same(one: Any, other: Any) -> bool:
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(one[name], other[name]) for name in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, str) and isinstance(other, str):
        return str(one) == str(other) or (moment(one) is not None and moment(one) == moment(other))
    return type(one) is type(other) and bool(one == other)


def moment(text: str) -> date | None:
    if not text[:1].isdigit():
        return None
    for read in (datetime.fromisoformat, isoparse):
        try:
            found: datetime = read(text)
        except (ValueError, OverflowError):
            continue
        return found
    return None
