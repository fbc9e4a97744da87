"""Replace a grading period"""

from collections.abc import Mapping
from typing import Any

from timeback_api.rostering._package import PACKAGE
from timeback_api.rostering.models.academic_session import AcademicSession, parse_academic_session
from timeback_api.rostering.models.updated_grading_period import UpdatedGradingPeriod, parse_updated_grading_period
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE, "updateGradingPeriod", "PUT", "/gradingPeriods/{sourcedId}",
    {
        200: ResponseDecoder(
            parse_updated_grading_period, parse_academic_session, unwrap=(("gradingPeriod", "academicSession"),),
            optional=True,
        ),
        201: ResponseDecoder(
            parse_updated_grading_period, parse_academic_session, unwrap=(("gradingPeriod", "academicSession"),),
            optional=True,
        ),
    },
    is_extension=True,
)


@clears_locals
def build(sourced_id: str, academic_session: AcademicSession | Mapping[str, Any]) -> Request[AcademicSession | None]:
    """Replace a grading period.

    Replaces the grading period with the request body. Its type cannot change.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        sourced_id: Id of the grading period.
        academic_session: The complete grading period with its new values.

    Source: PUT /ims/oneroster/rostering/v1p2/gradingPeriods/{sourcedId} (updateGradingPeriod).
    """
    return Request(
        OPERATION, f"/gradingPeriods/{encoding.path_segment('sourced_id', sourced_id)}",
        content=encoding.body("academic_session", academic_session, AcademicSession, "academicSession", mode="replace"),
        content_type="application/json",
    )


@sends(build)
def sync_detailed(
    sourced_id: str, academic_session: AcademicSession | Mapping[str, Any], *, client: Sender,
) -> Response[UpdatedGradingPeriod]: ...
@sends(build)
def sync(
    sourced_id: str, academic_session: AcademicSession | Mapping[str, Any], *, client: Sender,
) -> UpdatedGradingPeriod | None: ...
@sends(build)
async def asyncio_detailed(
    sourced_id: str, academic_session: AcademicSession | Mapping[str, Any], *, client: AsyncSender,
) -> Response[UpdatedGradingPeriod]: ...
@sends(build)
async def asyncio(
    sourced_id: str, academic_session: AcademicSession | Mapping[str, Any], *, client: AsyncSender,
) -> UpdatedGradingPeriod | None: ...
