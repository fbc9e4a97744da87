"""Sums and tables of analytics: activity by day, and the facts of a week.

A row of activity has XP and questions, and a row of time spent has seconds. The functions add each kind to its own
sums, read seconds that are text, and take null for nothing.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Hashable, Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Any, Final, TypeVar

from attrs import field, fields, frozen

from timeback_runtime.errors import InvalidRequestError
from timeback_runtime.validators import describe_type

if TYPE_CHECKING:
    import pandas  # type: ignore[import-untyped, import-not-found, unused-ignore]

    from timeback_api.edubridge.models import ActivityReport, EnrollmentReport, SubjectFacts, WeeklyFact

__all__ = [
    "ActivityRow",
    "Sums",
    "activity_rows",
    "activity_to_pandas",
    "facts_to_pandas",
    "sum_activity",
    "sum_facts",
    "sum_facts_by",
]

K = TypeVar("K", bound=Hashable)

_ACTIVITY: Final = "ActivityEvent"
_TIME_SPENT: Final = "TimeSpentEvent"
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


@frozen
class Sums:
    """Sums of activities and times.

    Attributes:
        xp_earned: XP.
        total_questions, correct_questions: answered questions, and those with a correct answer.
        mastered_units: mastered units.
        active_seconds, inactive_seconds, waste_seconds: time spent, in seconds.
    """

    xp_earned: float = 0
    total_questions: float = 0
    correct_questions: float = 0
    mastered_units: float = 0
    active_seconds: float = 0
    inactive_seconds: float = 0
    waste_seconds: float = 0

    @property
    def accuracy(self) -> float | None:
        """Share of correct answers, from 0 to 1; None without questions."""
        return self.correct_questions / self.total_questions if self.total_questions else None

    def __add__(self, other: Sums) -> Sums:
        if not isinstance(other, Sums):
            return NotImplemented
        return Sums(*(getattr(self, each) + getattr(other, each) for each in _NAMES))


_NAMES: Final = tuple(attribute.name for attribute in fields(Sums))
_ACTIVITY_NAMES: Final = _NAMES[:4]
_TIME_NAMES: Final = _NAMES[4:]


@frozen
class ActivityRow:
    """What a student did in one subject on one day.

    Attributes:
        day: the day, in the time zone of the request.
        subject: the subject.
        sums: XP, questions and times.
        apps: names of the applications.
    """

    day: date
    subject: str
    sums: Sums = field(repr=False)
    apps: tuple[str, ...] = field(repr=False)


def sum_facts(facts: Iterable[WeeklyFact]) -> Sums:
    """Add up rows of ``get_weekly_facts``.

    XP and questions are taken from rows of activities, and seconds from rows of time spent. Rows of other types are in
    no sum. What was sent both as a result and as an event is in two rows, and counts twice.
    """
    return sum_facts_by(facts, lambda _: None).get(None, Sums())


def sum_facts_by(facts: Iterable[WeeklyFact], key: Callable[[WeeklyFact], K]) -> dict[K, Sums]:
    """Add up rows of ``get_weekly_facts`` in groups, in the order in which the groups first occur.

    Args:
        facts: the rows.
        key: the group of a row, such as ``lambda fact: (fact.date, fact.subject)``.
    """
    found: dict[K, Sums] = {}
    for fact in facts:
        names = _names_of(fact)
        if names:
            added = Sums(**{name: _number(getattr(fact, name)) for name in names})
            group = key(fact)
            found[group] = found.get(group, Sums()) + added
    return found


def _names_of(fact: WeeklyFact) -> tuple[str, ...]:
    """The sums to which a row is added."""
    return {_ACTIVITY: _ACTIVITY_NAMES, _TIME_SPENT: _TIME_NAMES}.get(fact.event_type or "", ())


def _number(value: Any) -> float:
    """A number that is perhaps text; 0 for null and for anything else."""
    if isinstance(value, str):
        try:
            value = float(value) if not value.lstrip("-").isdigit() else int(value)
        except ValueError:
            return 0
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return 0
    return value


def sum_activity(report: ActivityReport | EnrollmentReport) -> Sums:
    """Add up what ``get_activity`` or ``get_enrollment_facts`` returned, over all days and subjects."""
    return sum((row.sums for row in activity_rows(report)), Sums())


def activity_rows(report: ActivityReport | EnrollmentReport, app: str | None = None) -> list[ActivityRow]:
    """Return what ``get_activity`` or ``get_enrollment_facts`` returned as rows, by day and subject.

    Args:
        report: the reply.
        app: name of an application, for its activity alone. Servers nest it in two ways; both are read.
    """
    if app is None:
        found = [
            _row(day, subject, facts)
            for day, subjects in (report.facts or {}).items()
            for subject, facts in (subjects or {}).items()
        ]
    else:
        found = [_row(day, subject, facts) for name, day, subject, facts in _by_app(report) if name == app]
    return sorted(found, key=lambda row: (row.day, row.subject))


def _by_app(report: ActivityReport | EnrollmentReport) -> Iterator[tuple[str, str, str, SubjectFacts]]:
    """Application, day, subject and facts. The outermost keys are days or applications, which their form tells."""
    for first, inner in (report.facts_by_app or {}).items():
        for second, innermost in (inner or {}).items():
            for third, facts in (innermost or {}).items():
                if _DAY.fullmatch(first):
                    yield third, first, second, facts
                else:
                    yield first, second, third, facts


def _row(day: str, subject: str, facts: SubjectFacts) -> ActivityRow:
    activity, times = facts.activity_metrics, facts.time_spent_metrics
    sums = {name: _number(getattr(activity, name, None)) for name in _ACTIVITY_NAMES}
    sums.update({name: _number(getattr(times, name, None)) for name in _TIME_NAMES})
    try:
        parsed = date.fromisoformat(day[:10])
    except ValueError:
        raise InvalidRequestError("report: has a key that is no day where days are expected") from None
    return ActivityRow(parsed, subject, Sums(**sums), tuple(facts.apps or ()))


# Tables


def activity_to_pandas(report: ActivityReport | EnrollmentReport, app: str | None = None) -> pandas.DataFrame:
    """Return the rows of ``activity_rows`` as a DataFrame, one for each day and subject. Needs the extra ``pandas``.

    Raises:
        ImportError: pandas is not installed.
    """
    from timeback.tables import to_pandas

    return to_pandas(
        {
            "day": row.day,
            "subject": row.subject,
            **{name: getattr(row.sums, name) for name in _NAMES},
            "apps": ", ".join(row.apps),
        }
        for row in activity_rows(report, app)
    )


def facts_to_pandas(facts: Iterable[WeeklyFact]) -> pandas.DataFrame:
    """Return rows of ``get_weekly_facts`` as a DataFrame. Needs the extra ``pandas``.

    The numbers are those that ``sum_facts`` adds, so each column can be summed up: seconds are numbers, and missing in
    rows of activities; XP and questions are missing in rows of time spent. The table contains personal data.

    Raises:
        InvalidRequestError: ``facts`` is the report; pass its ``facts``.
        ImportError: pandas is not installed.
    """
    from timeback.tables import to_pandas

    if not isinstance(facts, Iterable):
        raise InvalidRequestError(f"facts: expected the rows, got {describe_type(facts)}; pass report.facts")
    return to_pandas(_record(fact) for fact in facts)


def _record(fact: WeeklyFact) -> dict[str, Any]:
    row = fact.to_dict()
    for name, metadata in type(fact).FIELDS.items():
        if name in _NAMES:
            row[metadata.wire] = _number(getattr(fact, name)) if name in _names_of(fact) else None
    return row
