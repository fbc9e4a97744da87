"""Read a grading period"""

from timeback_api.rostering._package import PACKAGE
from timeback_api.rostering.models.academic_session import AcademicSession, parse_academic_session
from timeback_api.rostering.models.single_grading_period import SingleGradingPeriod, parse_single_grading_period
from timeback_runtime import encoding
from timeback_runtime.encoding import PropertyNames
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE, "getGradingPeriod", "GET", "/gradingPeriods/{sourcedId}",
    {
        200: ResponseDecoder(
            parse_single_grading_period, parse_academic_session, unwrap=(("gradingPeriod", "academicSession"),),
        ),
    },
)


@clears_locals
def build(sourced_id: str, *, fields: PropertyNames | None = None) -> Request[AcademicSession]:
    """Read a grading period.

    One academic session of the type `gradingPeriod`.

    Args:
        sourced_id: Id of the grading period.
        fields: Names of the properties to return. The others are omitted, including required ones. Without it, all
            properties are returned.

    Source: GET /ims/oneroster/rostering/v1p2/gradingPeriods/{sourcedId} (getGradingPeriod).
    """
    return Request(
        OPERATION, f"/gradingPeriods/{encoding.path_segment('sourced_id', sourced_id)}",
        encoding.query(("fields", encoding.property_names("fields", fields, AcademicSession))),
        partial=fields is not None,
    )


@sends(build)
def sync_detailed(
    sourced_id: str, *, client: Sender, fields: PropertyNames | None = None,
) -> Response[SingleGradingPeriod]: ...
@sends(build)
def sync(sourced_id: str, *, client: Sender, fields: PropertyNames | None = None) -> SingleGradingPeriod: ...
@sends(build)
async def asyncio_detailed(
    sourced_id: str, *, client: AsyncSender, fields: PropertyNames | None = None,
) -> Response[SingleGradingPeriod]: ...
@sends(build)
async def asyncio(
    sourced_id: str, *, client: AsyncSender, fields: PropertyNames | None = None,
) -> SingleGradingPeriod: ...
