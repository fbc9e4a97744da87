"""Read an academic session"""

from timeback_api.rostering._package import PACKAGE
from timeback_api.rostering.models.academic_session import AcademicSession, parse_academic_session
from timeback_api.rostering.models.single_academic_session import SingleAcademicSession, parse_single_academic_session
from timeback_runtime import encoding
from timeback_runtime.encoding import PropertyNames
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE, "getAcademicSession", "GET", "/academicSessions/{sourcedId}",
    {200: ResponseDecoder(parse_single_academic_session, parse_academic_session, unwrap=(("academicSession",),))},
)


@clears_locals
def build(sourced_id: str, *, fields: PropertyNames | None = None) -> Request[AcademicSession]:
    """Read an academic session.

    One academic session of any type.

    Args:
        sourced_id: Id of the academic session.
        fields: Names of the properties to return. The others are omitted, including required ones. Without it, all
            properties are returned.

    Source: GET /ims/oneroster/rostering/v1p2/academicSessions/{sourcedId} (getAcademicSession).
    """
    return Request(
        OPERATION, f"/academicSessions/{encoding.path_segment('sourced_id', sourced_id)}",
        encoding.query(("fields", encoding.property_names("fields", fields, AcademicSession))),
        partial=fields is not None,
    )


@sends(build)
def sync_detailed(
    sourced_id: str, *, client: Sender, fields: PropertyNames | None = None,
) -> Response[SingleAcademicSession]: ...
@sends(build)
def sync(sourced_id: str, *, client: Sender, fields: PropertyNames | None = None) -> SingleAcademicSession: ...
@sends(build)
async def asyncio_detailed(
    sourced_id: str, *, client: AsyncSender, fields: PropertyNames | None = None,
) -> Response[SingleAcademicSession]: ...
@sends(build)
async def asyncio(
    sourced_id: str, *, client: AsyncSender, fields: PropertyNames | None = None,
) -> SingleAcademicSession: ...
