"""Change parts of an academic session"""

from collections.abc import Mapping
from typing import Any

from timeback_api.rostering._package import PACKAGE
from timeback_api.rostering.models.academic_session import AcademicSession, parse_academic_session
from timeback_runtime import encoding, endpoint_functions
from timeback_runtime.decoding import ResponseDecoder
from timeback_runtime.endpoint_functions import AsyncSender, Sender
from timeback_runtime.frames import clears_locals
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE,
    "patchAcademicSession",
    "PATCH",
    "/academicSessions/{sourcedId}",
    {
        200: ResponseDecoder(
            parse_academic_session, parse_academic_session, unwrap=(("academicSession",),), optional=True
        )
    },
    is_extension=True,
)


@clears_locals
def build(sourced_id: str, academic_session: AcademicSession | Mapping[str, Any]) -> Request[AcademicSession | None]:
    """Change parts of an academic session.

    Changes the properties in the request body and keeps the others unchanged. The documents of the platform do not list
    this operation.

    The published documents of the platform do not contain this operation.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        sourced_id: Id of the academic session.
        academic_session: The properties of the academic session to change.

    Source: PATCH /ims/oneroster/rostering/v1p2/academicSessions/{sourcedId} (patchAcademicSession).
    """
    return Request(
        OPERATION,
        f"/academicSessions/{encoding.path_segment('sourced_id', sourced_id)}",
        content=encoding.body("academic_session", academic_session, AcademicSession, "academicSession", mode="patch"),
        content_type="application/json",
    )


@clears_locals
def sync_detailed(
    sourced_id: str, academic_session: AcademicSession | Mapping[str, Any], *, client: Sender
) -> Response[AcademicSession]:
    """Send the request and return the reply with its status and headers. No status raises an exception."""
    return endpoint_functions.sync_detailed(client, build(sourced_id, academic_session))


@clears_locals
def sync(
    sourced_id: str, academic_session: AcademicSession | Mapping[str, Any], *, client: Sender
) -> AcademicSession | None:
    """Send the request and return the model of the complete body. A status outside 2xx raises an ``APIStatusError``."""
    return endpoint_functions.sync(client, build(sourced_id, academic_session))


@clears_locals
async def asyncio_detailed(
    sourced_id: str, academic_session: AcademicSession | Mapping[str, Any], *, client: AsyncSender
) -> Response[AcademicSession]:
    """Like ``sync_detailed``, but asynchronous."""
    return await endpoint_functions.asyncio_detailed(client, build(sourced_id, academic_session))


@clears_locals
async def asyncio(
    sourced_id: str, academic_session: AcademicSession | Mapping[str, Any], *, client: AsyncSender
) -> AcademicSession | None:
    """Like ``sync``, but asynchronous."""
    return await endpoint_functions.asyncio(client, build(sourced_id, academic_session))
