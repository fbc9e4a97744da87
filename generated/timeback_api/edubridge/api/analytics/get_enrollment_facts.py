"""Read the activity of an enrollment"""

import datetime

from timeback_api.edubridge._package import PACKAGE
from timeback_api.edubridge.models.enrollment_report import EnrollmentReport, parse_enrollment_report
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response
from timeback_runtime.validators import DATETIME, TEXT

_START_DATE = DATETIME
_END_DATE = DATETIME
_TIMEZONE = TEXT
OPERATION = Operation(
    PACKAGE, "getEnrollmentFacts", "GET", "/analytics/enrollment/{enrollmentId}",
    {200: ResponseDecoder(parse_enrollment_report)}, is_extension=True,
)


@clears_locals
def build(
    enrollment_id: str, *, start_date: datetime.datetime | None = None, end_date: datetime.datetime | None = None,
    timezone: str | None = None,
) -> Request[EnrollmentReport]:
    """Read the activity of an enrollment.

    XP, questions and time of a student in one course, by day and subject, and by application.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        enrollment_id: Id of the enrollment.
        start_date: Start of the period, in UTC. Without it the period is not limited.
        end_date: End of the period, in UTC. Without it the period is not limited.
        timezone: Time zone of the days in the reply, by its name in the IANA database, such as `America/Chicago`.
            Without it days are in UTC.

    Source: GET /edubridge/analytics/enrollment/{enrollmentId} (getEnrollmentFacts).
    """
    return Request(
        OPERATION, f"/analytics/enrollment/{encoding.path_segment('enrollment_id', enrollment_id)}",
        encoding.query(
            ("startDate", encoding.parameter("start_date", start_date, _START_DATE)),
            ("endDate", encoding.parameter("end_date", end_date, _END_DATE)),
            ("timezone", encoding.parameter("timezone", timezone, _TIMEZONE)),
        ),
    )


@sends(build)
def sync_detailed(
    enrollment_id: str, *, client: Sender, start_date: datetime.datetime | None = None,
    end_date: datetime.datetime | None = None, timezone: str | None = None,
) -> Response[EnrollmentReport]: ...
@sends(build)
def sync(
    enrollment_id: str, *, client: Sender, start_date: datetime.datetime | None = None,
    end_date: datetime.datetime | None = None, timezone: str | None = None,
) -> EnrollmentReport: ...
@sends(build)
async def asyncio_detailed(
    enrollment_id: str, *, client: AsyncSender, start_date: datetime.datetime | None = None,
    end_date: datetime.datetime | None = None, timezone: str | None = None,
) -> Response[EnrollmentReport]: ...
@sends(build)
async def asyncio(
    enrollment_id: str, *, client: AsyncSender, start_date: datetime.datetime | None = None,
    end_date: datetime.datetime | None = None, timezone: str | None = None,
) -> EnrollmentReport: ...
