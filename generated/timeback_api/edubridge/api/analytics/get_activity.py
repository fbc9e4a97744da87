"""Read the activity of a student"""

import datetime

from timeback_api.edubridge._package import PACKAGE
from timeback_api.edubridge.models.activity_report import ActivityReport, parse_activity_report
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response
from timeback_runtime.validators import DATETIME, TEXT

_EMAIL = TEXT
_STUDENT_ID = TEXT
_START_DATE = DATETIME
_END_DATE = DATETIME
_TIMEZONE = TEXT
OPERATION = Operation(
    PACKAGE, "getActivity", "GET", "/analytics/activity", {200: ResponseDecoder(parse_activity_report)},
    is_extension=True,
)


@clears_locals
def build(
    *, start_date: datetime.datetime, end_date: datetime.datetime, email: str | None = None,
    student_id: str | None = None, timezone: str | None = None,
) -> Request[ActivityReport]:
    """Read the activity of a student.

    XP, questions and time of a student by day and subject, and by application. One of `email` and `studentId` is
    required. A day or a subject without activity is absent. Request a period at once: one request for each day soon
    exceeds the rate limit. A long period can take more than a minute.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        start_date: Start of the period, in UTC. A date without a time is refused.
        end_date: End of the period, in UTC. A date without a time is refused.
        email: E-mail address of the student. It or `studentId` is required.
        student_id: Id of the student. It or `email` is required.
        timezone: Time zone of the days in the reply, by its name in the IANA database, such as `America/Chicago`.
            Without it days are in UTC.

    Source: GET /edubridge/analytics/activity (getActivity).
    """
    return Request(
        OPERATION, "/analytics/activity",
        encoding.query(
            ("email", encoding.parameter("email", email, _EMAIL)),
            ("studentId", encoding.parameter("student_id", student_id, _STUDENT_ID)),
            ("startDate", encoding.parameter("start_date", start_date, _START_DATE)),
            ("endDate", encoding.parameter("end_date", end_date, _END_DATE)),
            ("timezone", encoding.parameter("timezone", timezone, _TIMEZONE)),
        ),
    )


@sends(build)
def sync_detailed(
    *, client: Sender, start_date: datetime.datetime, end_date: datetime.datetime, email: str | None = None,
    student_id: str | None = None, timezone: str | None = None,
) -> Response[ActivityReport]: ...
@sends(build)
def sync(
    *, client: Sender, start_date: datetime.datetime, end_date: datetime.datetime, email: str | None = None,
    student_id: str | None = None, timezone: str | None = None,
) -> ActivityReport: ...
@sends(build)
async def asyncio_detailed(
    *, client: AsyncSender, start_date: datetime.datetime, end_date: datetime.datetime, email: str | None = None,
    student_id: str | None = None, timezone: str | None = None,
) -> Response[ActivityReport]: ...
@sends(build)
async def asyncio(
    *, client: AsyncSender, start_date: datetime.datetime, end_date: datetime.datetime, email: str | None = None,
    student_id: str | None = None, timezone: str | None = None,
) -> ActivityReport: ...
