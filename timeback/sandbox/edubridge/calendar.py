"""School years, and the school days of the calendar by which the sandbox computes saved time."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from typing import Final

import attrs

__all__ = ["SchoolYear", "school_days"]

_FIRST: Final = (8, 15)
_LAST_SCHOOL_DAY: Final = (5, 31)
_DAY: Final = timedelta(days=1)
_MONDAY: Final = 0
_THURSDAY: Final = 3
_SATURDAY: Final = 5


@attrs.frozen
class SchoolYear:
    """A school year, from 15 August to 14 August."""

    start: date

    @classmethod
    def of(cls, day: date) -> SchoolYear:
        start = date(day.year, *_FIRST)
        return cls(start if start <= day else date(day.year - 1, *_FIRST))

    @property
    def end(self) -> date:
        """The last day."""
        return date(self.start.year + 1, *_FIRST) - _DAY

    @property
    def name(self) -> str:
        return f"{self.start.year}-{self.start.year + 1}"

    def days_off(self) -> set[date]:
        """The holidays and breaks, without weekends and the summer."""
        first, second = self.start.year, self.start.year + 1
        thanksgiving = _weekday(first, 11, _THURSDAY, 4)
        off = {_weekday(first, 9, _MONDAY, 1), _weekday(second, 1, _MONDAY, 3), _weekday(second, 2, _MONDAY, 3)}
        off.add(_last_monday_of_may(second))
        off |= _days(thanksgiving - _DAY, thanksgiving + _DAY)
        off |= _days(date(first, 12, 20), date(second, 1, 3))
        spring = _weekday(second, 3, _MONDAY, 2)
        return off | _days(spring, spring + 4 * _DAY)


def school_days(since: date, until: date, more_days_off: Collection[date] = ()) -> int:
    """The number of school days from one day to another, both included.

    They are Mondays to Fridays from 15 August to 31 May, without holidays, breaks and the given days.
    """
    if since > until:
        return 0
    off = set(more_days_off)
    year = SchoolYear.of(since)
    while year.start <= until:
        off |= year.days_off()
        year = SchoolYear(date(year.start.year + 1, *_FIRST))
    return sum(1 for day in _days(since, until) if day.weekday() < _SATURDAY and _is_term(day) and day not in off)


def _is_term(day: date) -> bool:
    return (day.month, day.day) >= _FIRST or (day.month, day.day) <= _LAST_SCHOOL_DAY


def _days(first: date, last: date) -> set[date]:
    return {first + number * _DAY for number in range((last - first).days + 1)}


def _weekday(year: int, month: int, weekday: int, number: int) -> date:
    """The first, second... Monday or other weekday of a month."""
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (number - 1))


def _last_monday_of_may(year: int) -> date:
    last = date(year, 5, 31)
    return last - timedelta(days=last.weekday())
