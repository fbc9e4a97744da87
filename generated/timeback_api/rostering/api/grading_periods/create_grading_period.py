"""Create a grading period"""

from collections.abc import Mapping
from typing import Any

from timeback_api.common.models.sourced_id_pair import SourcedIdPair, parse_sourced_id_pair
from timeback_api.common.models.sourced_id_pairs_reply import SourcedIdPairsReply, parse_sourced_id_pairs_reply
from timeback_api.rostering._package import PACKAGE
from timeback_api.rostering.models.academic_session import AcademicSession
from timeback_runtime import encoding, endpoint_functions
from timeback_runtime.endpoint_functions import AsyncSender, Sender
from timeback_runtime.frames import clears_locals
from timeback_runtime.messages import Operation, Reader, Request, Response


OPERATION = Operation(
    PACKAGE,
    "createGradingPeriod",
    "POST",
    "/gradingPeriods",
    {
        201: Reader(parse_sourced_id_pairs_reply, parse_sourced_id_pair, unwrap=(("sourcedIdPairs",),)),
    },
)


@clears_locals
def build(academic_session: AcademicSession | Mapping[str, Any]) -> Request[SourcedIdPair]:
    """Create a grading period.

    Stores a new academic session of the type `gradingPeriod`. Its organisation must exist, and so must the term that
    is its parent.

    Args:
        academic_session: The grading period to store, with `gradingPeriod` as its type.

    Source: POST /ims/oneroster/rostering/v1p2/gradingPeriods (createGradingPeriod).
    """
    return Request(
        OPERATION,
        "/gradingPeriods",
        content=encoding.body("academic_session", academic_session, AcademicSession, "academicSession"),
        content_type="application/json",
    )


@clears_locals
def sync_detailed(
    academic_session: AcademicSession | Mapping[str, Any], *, client: Sender,
) -> Response[SourcedIdPairsReply]:
    """Send it, and give the reply with its status and headers; raises for no status."""
    return endpoint_functions.sync_detailed(client, build(academic_session))


@clears_locals
def sync(academic_session: AcademicSession | Mapping[str, Any], *, client: Sender) -> SourcedIdPairsReply:
    """Send it, and give the body as it is on the wire; raises an ``APIStatusError`` for a status outside 2xx."""
    return endpoint_functions.sync(client, build(academic_session))


@clears_locals
async def asyncio_detailed(
    academic_session: AcademicSession | Mapping[str, Any], *, client: AsyncSender,
) -> Response[SourcedIdPairsReply]:
    """As ``sync_detailed``, from an event loop."""
    return await endpoint_functions.asyncio_detailed(client, build(academic_session))


@clears_locals
async def asyncio(
    academic_session: AcademicSession | Mapping[str, Any], *, client: AsyncSender,
) -> SourcedIdPairsReply:
    """As ``sync``, from an event loop."""
    return await endpoint_functions.asyncio(client, build(academic_session))
