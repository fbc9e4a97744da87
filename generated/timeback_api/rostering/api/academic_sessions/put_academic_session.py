"""Replace an academic session"""

from collections.abc import Mapping
from typing import Any

from timeback_api.rostering._package import PACKAGE
from timeback_api.rostering.models.academic_session import AcademicSession, parse_academic_session
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE, "putAcademicSession", "PUT", "/academicSessions/{sourcedId}",
    {
        200: ResponseDecoder(
            parse_academic_session, parse_academic_session, unwrap=(("academicSession",),), optional=True,
        ),
    },
    is_extension=True,
)


@clears_locals
def build(sourced_id: str, academic_session: AcademicSession | Mapping[str, Any]) -> Request[AcademicSession | None]:
    """Replace an academic session.

    Replaces the academic session with the request body. Omitted properties are deleted.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        sourced_id: Id of the academic session.
        academic_session: The complete academic session with its new values.

    Source: PUT /ims/oneroster/rostering/v1p2/academicSessions/{sourcedId} (putAcademicSession).
    """
    return Request(
        OPERATION, f"/academicSessions/{encoding.path_segment('sourced_id', sourced_id)}",
        content=encoding.body("academic_session", academic_session, AcademicSession, "academicSession", mode="replace"),
        content_type="application/json",
    )


@sends(build)
def sync_detailed(
    sourced_id: str, academic_session: AcademicSession | Mapping[str, Any], *, client: Sender,
) -> Response[AcademicSession]: ...
@sends(build)
def sync(
    sourced_id: str, academic_session: AcademicSession | Mapping[str, Any], *, client: Sender,
) -> AcademicSession | None: ...
@sends(build)
async def asyncio_detailed(
    sourced_id: str, academic_session: AcademicSession | Mapping[str, Any], *, client: AsyncSender,
) -> Response[AcademicSession]: ...
@sends(build)
async def asyncio(
    sourced_id: str, academic_session: AcademicSession | Mapping[str, Any], *, client: AsyncSender,
) -> AcademicSession | None: ...
