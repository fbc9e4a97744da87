"""Requests of analytics, with dates that are widened to whole days of a time zone."""

from datetime import UTC, date, datetime, time, tzinfo
from typing import Final, TypeAlias

from timeback._resources.declared_method import calls
from timeback._spec.time_zones import day_end, day_start, time_zone
from timeback_api.edubridge.api.analytics import get_activity, get_enrollment_facts, get_weekly_facts
from timeback_api.edubridge.models import ActivityReport, EnrollmentReport, WeeklyReport
from timeback_runtime.errors import InvalidRequestError
from timeback_runtime.messages import Request
from timeback_runtime.validators import describe_type

Day: TypeAlias = date | datetime | str
"""A day, or a moment with a time zone; also as text in ISO 8601 form."""

_DAY_LENGTH: Final = len("2026-03-02")

__all__ = ["build_activity", "build_enrollment_facts", "build_weekly_facts"]


@calls(get_activity.build)
def build_activity(
    *,
    start_date: Day,
    end_date: Day,
    email: str | None = None,
    student_id: str | None = None,
    timezone: str | None = None,
) -> Request[ActivityReport]:
    """Read the activity of a student.

    XP, questions and time of a student by day and subject, and by application. A day or a subject without activity is
    absent. Request a period at once: one request for each day soon exceeds the rate limit. A long period can take more
    than a minute, so use ``client.with_options(timeout=90)`` or a longer timeout of the client.
    ``timeback.analytics`` sums up the reply.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        start_date: First day of the period in ``timezone``, or a moment: a ``datetime`` with a time zone.
        end_date: Last day of the period in ``timezone``, up to its last millisecond, or a moment.
        email: E-mail address of the student. It or ``student_id`` is required.
        student_id: Id of the student. It or ``email`` is required.
        timezone: Time zone of the days, by its name in the IANA database, such as ``America/Chicago``. Without it days
            are in UTC.

    Raises:
        InvalidRequestError: an argument is invalid. Nothing was sent.

    Source: GET /edubridge/analytics/activity (getActivity).
    """
    _check_student(email, student_id)
    zone = _zone(timezone)
    start, end = _start(start_date, zone), _end(end_date, zone)
    if end < start:
        raise InvalidRequestError("end_date: must not be before start_date")
    return get_activity.build(start_date=start, end_date=end, email=email, student_id=student_id, timezone=timezone)


@calls(get_enrollment_facts.build)
def build_enrollment_facts(
    enrollment_id: str,
    *,
    start_date: Day | None = None,
    end_date: Day | None = None,
    timezone: str | None = None,
) -> Request[EnrollmentReport]:
    """Read the activity of an enrollment.

    XP, questions and time of a student in one course, by day and subject, and by application.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        enrollment_id: Id of the enrollment.
        start_date: First day of the period in ``timezone``, or a moment. Without it the period is not limited.
        end_date: Last day of the period in ``timezone``, or a moment. Without it the period is not limited.
        timezone: Time zone of the days, by its name in the IANA database. Without it days are in UTC.

    Raises:
        InvalidRequestError: an argument is invalid. Nothing was sent.

    Source: GET /edubridge/analytics/enrollment/{enrollmentId} (getEnrollmentFacts).
    """
    zone = _zone(timezone)
    start = None if start_date is None else _start(start_date, zone)
    end = None if end_date is None else _end(end_date, zone)
    if start is not None and end is not None and end < start:
        raise InvalidRequestError("end_date: must not be before start_date")
    return get_enrollment_facts.build(enrollment_id, start_date=start, end_date=end, timezone=timezone)


@calls(get_weekly_facts.build)
def build_weekly_facts(
    *,
    week_date: Day,
    email: str | None = None,
    student_id: str | None = None,
    timezone: str | None = None,
) -> Request[WeeklyReport]:
    """Read the facts of a week.

    The events and results of a student in one week, from Sunday to Saturday, of all applications and without pages. One
    row is one event: rows of activities and rows of time spent are separate. ``sum_facts`` of
    ``timeback.analytics`` adds them up.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        week_date: A day of the week in ``timezone``, or a moment in it: a ``datetime`` with a time zone.
        email: E-mail address of the student. It or ``student_id`` is required.
        student_id: Id of the student. It or ``email`` is required.
        timezone: Time zone of the days, by its name in the IANA database, such as ``America/Chicago``. Without it days
            are in UTC.

    Raises:
        InvalidRequestError: an argument is invalid. Nothing was sent.

    Source: GET /edubridge/analytics/facts/weekly (getWeeklyFacts).
    """
    _check_student(email, student_id)
    zone = _zone(timezone)
    moment = _day_or_moment("week_date", week_date)
    if not isinstance(moment, datetime):
        # Noon, which is on the same day in UTC in nearly all zones, for a server that takes the week in UTC.
        moment = datetime.combine(moment, time(12), zone).astimezone(UTC)
    return get_weekly_facts.build(week_date=moment, email=email, student_id=student_id, timezone=timezone)


def _check_student(email: str | None, student_id: str | None) -> None:
    if not email and not student_id:
        raise InvalidRequestError("email: is missing; pass email or student_id")


def _zone(name: str | None) -> tzinfo:
    if name is None:
        return UTC
    if not isinstance(name, str):
        raise InvalidRequestError(f"timezone: expected the name of a time zone, got {describe_type(name)}")
    try:
        return time_zone(name)
    except ValueError as error:
        raise InvalidRequestError(f"timezone: {error}") from None


def _day_or_moment(name: str, value: Day) -> date:
    """A day, or a moment as a ``datetime`` in UTC.

    Raises:
        InvalidRequestError: it is neither.
    """
    if isinstance(value, str):
        try:
            value = date.fromisoformat(value) if len(value) <= _DAY_LENGTH else datetime.fromisoformat(value)
        except ValueError:
            raise InvalidRequestError(f"{name}: is no date and no time in ISO 8601 form; pass a date") from None
    if not isinstance(value, date):
        raise InvalidRequestError(f"{name}: expected a date or a datetime, got {describe_type(value)}")
    if not isinstance(value, datetime):
        return value
    if value.tzinfo is None:
        raise InvalidRequestError(f"{name}: has no time zone; pass a date, or a datetime with a time zone")
    return value.astimezone(UTC)


def _start(value: Day, zone: tzinfo) -> datetime:
    found = _day_or_moment("start_date", value)
    return found if isinstance(found, datetime) else day_start(found, zone)


def _end(value: Day, zone: tzinfo) -> datetime:
    found = _day_or_moment("end_date", value)
    return found if isinstance(found, datetime) else day_end(found, zone)
