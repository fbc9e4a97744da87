"""Change parts of a grading period"""

from collections.abc import Mapping
from typing import Any

from timeback_api.rostering._package import PACKAGE
from timeback_api.rostering.models.academic_session import AcademicSession, parse_academic_session
from timeback_api.rostering.models.updated_grading_period import UpdatedGradingPeriod, parse_updated_grading_period
from timeback_runtime import encoding, endpoint_functions
from timeback_runtime.endpoint_functions import AsyncSender, Sender
from timeback_runtime.frames import clears_locals
from timeback_runtime.messages import Operation, Reader, Request, Response


OPERATION = Operation(
    PACKAGE,
    "patchGradingPeriod",
    "PATCH",
    "/gradingPeriods/{sourcedId}",
    {
        200: Reader(parse_updated_grading_period, parse_academic_session, unwrap=(("gradingPeriod", "academicSession"),), optional=True),
    },
)


@clears_locals
def build(sourced_id: str, academic_session: AcademicSession | Mapping[str, Any]) -> Request[AcademicSession | None]:
    """Change parts of a grading period.

    Changes the properties that are sent and keeps the others as they are. The documents of the platform do not list
    this operation.

    The platform answers this beyond its published documents.

    Args:
        sourced_id: Id of the grading period.
        academic_session: The properties of the grading period that change.

    Source: PATCH /ims/oneroster/rostering/v1p2/gradingPeriods/{sourcedId} (patchGradingPeriod).
    """
    return Request(
        OPERATION,
        f"/gradingPeriods/{encoding.segment('sourced_id', sourced_id)}",
        content=encoding.body("academic_session", academic_session, AcademicSession, "academicSession", mode="patch"),
        content_type="application/json",
    )


@clears_locals
def sync_detailed(
    sourced_id: str, academic_session: AcademicSession | Mapping[str, Any], *, client: Sender,
) -> Response[UpdatedGradingPeriod]:
    """Send it, and give the reply with its status and headers; raises for no status."""
    return endpoint_functions.sync_detailed(client, build(sourced_id, academic_session))


@clears_locals
def sync(
    sourced_id: str, academic_session: AcademicSession | Mapping[str, Any], *, client: Sender,
) -> UpdatedGradingPeriod | None:
    """Send it, and give the body as it is on the wire; raises an ``APIStatusError`` for a status outside 2xx."""
    return endpoint_functions.sync(client, build(sourced_id, academic_session))


@clears_locals
async def asyncio_detailed(
    sourced_id: str, academic_session: AcademicSession | Mapping[str, Any], *, client: AsyncSender,
) -> Response[UpdatedGradingPeriod]:
    """As ``sync_detailed``, from an event loop."""
    return await endpoint_functions.asyncio_detailed(client, build(sourced_id, academic_session))


@clears_locals
async def asyncio(
    sourced_id: str, academic_session: AcademicSession | Mapping[str, Any], *, client: AsyncSender,
) -> UpdatedGradingPeriod | None:
    """As ``sync``, from an event loop."""
    return await endpoint_functions.asyncio(client, build(sourced_id, academic_session))
