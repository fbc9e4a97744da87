"""Time zones by their names in the IANA database, and the UTC bounds of local days."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

__all__ = ["day_end", "day_start", "time_zone"]

_LAST: Final = time(23, 59, 59, 999000)


@lru_cache(maxsize=256)
def time_zone(name: str) -> tzinfo:
    """Return a time zone.

    Args:
        name: its name in the IANA database, such as ``America/Chicago``; or ``UTC``.

    Raises:
        ValueError: there is no such time zone.
    """
    if name == "UTC":
        return UTC
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError("is no time zone of the IANA database; pass a name such as America/Chicago") from None


def day_start(day: date, zone: tzinfo) -> datetime:
    """Return the first moment of a local day, in UTC. Where clocks skip midnight, it is the first one after it."""
    return datetime.combine(day, time(), zone).astimezone(UTC)


def day_end(day: date, zone: tzinfo) -> datetime:
    """Return the last millisecond of a local day, in UTC. Where clocks repeat it, it is the second one."""
    local = datetime.combine(day, _LAST, zone).replace(fold=1).astimezone(UTC)
    # Where clocks skip the end of a day, its last millisecond is the one before the next day.
    following = datetime.combine(day + timedelta(days=1), time(), zone).astimezone(UTC) if day < date.max else local
    return min(local, following - timedelta(milliseconds=1)) if following > local else local
