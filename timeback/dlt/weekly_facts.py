"""Reads the weekly facts of students: one request for each student and week."""

from __future__ import annotations

from collections.abc import Iterator, MutableMapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

from attrs import frozen

from timeback import ranges
from timeback._arrow.column_types import StructType, columns_of
from timeback.client import TimeBackClient
from timeback.dlt.reading import check_server
from timeback_api.edubridge._package import PACKAGE

FACTS: Final = "weeklyFacts"
"""The name under which the facts are loaded, as the name of a collection."""
WEEK: Final = "_week"
STUDENT: Final = "_student"
"""Columns of the first day of a week, and of the id of the student. Both together are replaced by each run."""
_STATE: Final = "facts"
_WEEK_LENGTH: Final = timedelta(days=7)


def fact_columns() -> StructType:
    """The columns of a fact, with the week and the student."""
    return StructType({**columns_of("edubridge", "WeeklyFact").fields, WEEK: "date", STUDENT: "text"})


@frozen
class FactReading:
    """Which facts are read.

    Attributes:
        students: ids of students; None for all students of the roster.
        first_day: a day of the first week of the first run; None for the week before the present one.
        incremental: begin with the week before the one in which the last run was.
    """

    students: Sequence[str] | None
    first_day: date | None
    incremental: bool

    def pages(self, client: TimeBackClient, state: MutableMapping[str, Any]) -> Iterator[list[dict[str, Any]]]:
        """Yield the facts of each student and week. After the last one, the state is that of the next run.

        Raises:
            InvalidRequestError: the state is of another server.
            TimeBackError: a request failed. The state is unchanged.
        """
        server = client.settings.base_url(PACKAGE)
        stored = state.get(_STATE)
        check_server(stored, server, FACTS)
        last = week_of(datetime.now(UTC).date())
        first = week_of(self.first_day) if self.first_day is not None else last - _WEEK_LENGTH
        if self.incremental and stored:
            # Facts of a week can arrive after its end.
            first = date.fromisoformat(stored["week"]) - _WEEK_LENGTH
        for student in self._students(client):
            for week in _weeks(first, last):
                report = client.edubridge.get_weekly_facts(week_date=week, student_id=student)
                # A week without facts has a row that removes those of earlier runs.
                rows = [fact.to_dict() for fact in report.facts or []] or [{}]
                yield [{**one, WEEK: week.isoformat(), STUDENT: student} for one in rows]
        state[_STATE] = {"week": last.isoformat(), "server": server}

    def _students(self, client: TimeBackClient) -> Iterator[str]:
        if self.students is not None:
            yield from self.students
            return
        for page in ranges.read(client, ranges.Range("students"), fields=["sourcedId"]):
            yield from (one["sourcedId"] for one in page if isinstance(one.get("sourcedId"), str))


def is_tombstone(row: dict[str, Any]) -> bool:
    """Whether a row stands for a week without facts, whose rows are removed."""
    return row.keys() == {WEEK, STUDENT}


def week_of(day: date) -> date:
    """The Sunday with which the week of a day begins."""
    return day - timedelta(days=day.isoweekday() % 7)


def _weeks(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first += _WEEK_LENGTH
