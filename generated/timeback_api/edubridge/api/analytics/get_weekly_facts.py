"""Read the facts of a week"""

import datetime

from timeback_api.edubridge._package import PACKAGE
from timeback_api.edubridge.models.weekly_report import WeeklyReport, parse_weekly_report
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response
from timeback_runtime.validators import DATETIME, TEXT

_EMAIL = TEXT
_STUDENT_ID = TEXT
_WEEK_DATE = DATETIME
_TIMEZONE = TEXT
OPERATION = Operation(
    PACKAGE, "getWeeklyFacts", "GET", "/analytics/facts/weekly", {200: ResponseDecoder(parse_weekly_report)},
    is_extension=True,
)


@clears_locals
def build(
    *, week_date: datetime.datetime, email: str | None = None, student_id: str | None = None,
    timezone: str | None = None,
) -> Request[WeeklyReport]:
    """Read the facts of a week.

    The events and results of a student in one week, from Sunday to Saturday, of all applications and without pages. One
    of `email` and `studentId` is required. One row is one event. Rows of activities and rows of time spent are
    separate: select them by `eventType` before summing up.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        week_date: A time in the week, in UTC. A date without a time is refused.
        email: E-mail address of the student. It or `studentId` is required.
        student_id: Id of the student. It or `email` is required.
        timezone: Time zone of the days in the reply, by its name in the IANA database, such as `America/Chicago`.
            Without it days are in UTC.

    Source: GET /edubridge/analytics/facts/weekly (getWeeklyFacts).
    """
    return Request(
        OPERATION, "/analytics/facts/weekly",
        encoding.query(
            ("email", encoding.parameter("email", email, _EMAIL)),
            ("studentId", encoding.parameter("student_id", student_id, _STUDENT_ID)),
            ("weekDate", encoding.parameter("week_date", week_date, _WEEK_DATE)),
            ("timezone", encoding.parameter("timezone", timezone, _TIMEZONE)),
        ),
    )


@sends(build)
def sync_detailed(
    *, client: Sender, week_date: datetime.datetime, email: str | None = None, student_id: str | None = None,
    timezone: str | None = None,
) -> Response[WeeklyReport]: ...
@sends(build)
def sync(
    *, client: Sender, week_date: datetime.datetime, email: str | None = None, student_id: str | None = None,
    timezone: str | None = None,
) -> WeeklyReport: ...
@sends(build)
async def asyncio_detailed(
    *, client: AsyncSender, week_date: datetime.datetime, email: str | None = None, student_id: str | None = None,
    timezone: str | None = None,
) -> Response[WeeklyReport]: ...
@sends(build)
async def asyncio(
    *, client: AsyncSender, week_date: datetime.datetime, email: str | None = None, student_id: str | None = None,
    timezone: str | None = None,
) -> WeeklyReport: ...
