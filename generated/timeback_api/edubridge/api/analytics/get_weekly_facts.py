"""Read the facts of a week"""

import datetime
from typing import Required, TypedDict, Unpack

from timeback_api.edubridge._package import PACKAGE
from timeback_api.edubridge.models.weekly_report import WeeklyReport, parse_weekly_report
from timeback_runtime import encoding, endpoint_functions
from timeback_runtime.decoding import ResponseDecoder
from timeback_runtime.endpoint_functions import AsyncSender, Sender
from timeback_runtime.frames import clears_locals
from timeback_runtime.messages import Operation, Request, Response
from timeback_runtime.validators import DATETIME, TEXT

_EMAIL = TEXT
_STUDENT_ID = TEXT
_WEEK_DATE = DATETIME
_TIMEZONE = TEXT
OPERATION = Operation(
    PACKAGE,
    "getWeeklyFacts",
    "GET",
    "/analytics/facts/weekly",
    {200: ResponseDecoder(parse_weekly_report)},
    is_extension=True,
)


class Arguments(TypedDict, total=False):
    """The keyword arguments of the functions that send the request. ``build`` describes them."""

    week_date: Required[datetime.datetime]
    email: str | None
    student_id: str | None
    timezone: str | None


@clears_locals
def build(
    *,
    week_date: datetime.datetime,
    email: str | None = None,
    student_id: str | None = None,
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
        OPERATION,
        "/analytics/facts/weekly",
        encoding.query(
            ("email", encoding.parameter("email", email, _EMAIL)),
            ("studentId", encoding.parameter("student_id", student_id, _STUDENT_ID)),
            ("weekDate", encoding.parameter("week_date", week_date, _WEEK_DATE)),
            ("timezone", encoding.parameter("timezone", timezone, _TIMEZONE)),
        ),
    )


@endpoint_functions.sends(build)
def sync_detailed(*, client: Sender, **arguments: Unpack[Arguments]) -> Response[WeeklyReport]:
    """Send the request and return the reply with its status and headers. No status raises an exception."""
    return endpoint_functions.sync_detailed(client, build(**arguments))


@endpoint_functions.sends(build)
def sync(*, client: Sender, **arguments: Unpack[Arguments]) -> WeeklyReport:
    """Send the request and return the model of the complete body. A status outside 2xx raises an ``APIStatusError``."""
    return endpoint_functions.sync(client, build(**arguments))


@endpoint_functions.sends(build)
async def asyncio_detailed(*, client: AsyncSender, **arguments: Unpack[Arguments]) -> Response[WeeklyReport]:
    """Like ``sync_detailed``, but asynchronous."""
    return await endpoint_functions.asyncio_detailed(client, build(**arguments))


@endpoint_functions.sends(build)
async def asyncio(*, client: AsyncSender, **arguments: Unpack[Arguments]) -> WeeklyReport:
    """Like ``sync``, but asynchronous."""
    return await endpoint_functions.asyncio(client, build(**arguments))
