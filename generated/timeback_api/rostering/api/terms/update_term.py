"""Replace a term"""

from collections.abc import Mapping
from typing import Any

from timeback_api.rostering._package import PACKAGE
from timeback_api.rostering.models.academic_session import AcademicSession, parse_academic_session
from timeback_api.rostering.models.updated_term import UpdatedTerm, parse_updated_term
from timeback_runtime import encoding, endpoint_functions
from timeback_runtime.endpoint_functions import AsyncSender, Sender
from timeback_runtime.frames import clears_locals
from timeback_runtime.messages import Operation, Reader, Request, Response


OPERATION = Operation(
    PACKAGE,
    "updateTerm",
    "PUT",
    "/terms/{sourcedId}",
    {
        200: Reader(parse_updated_term, parse_academic_session, unwrap=(("term", "academicSession"),), optional=True),
    },
)


@clears_locals
def build(sourced_id: str, term: AcademicSession | Mapping[str, Any]) -> Request[AcademicSession | None]:
    """Replace a term.

    Replaces the term by what is sent. Its type cannot change. The documents of the platform do not list this
    operation.

    The platform answers this beyond its published documents.

    Args:
        sourced_id: Id of the term.
        term: The whole term as it shall be.

    Source: PUT /ims/oneroster/rostering/v1p2/terms/{sourcedId} (updateTerm).
    """
    return Request(
        OPERATION,
        f"/terms/{encoding.segment('sourced_id', sourced_id)}",
        content=encoding.body("term", term, AcademicSession, "term", mode="replace"),
        content_type="application/json",
    )


@clears_locals
def sync_detailed(
    sourced_id: str, term: AcademicSession | Mapping[str, Any], *, client: Sender,
) -> Response[UpdatedTerm]:
    """Send it, and give the reply with its status and headers; raises for no status."""
    return endpoint_functions.sync_detailed(client, build(sourced_id, term))


@clears_locals
def sync(sourced_id: str, term: AcademicSession | Mapping[str, Any], *, client: Sender) -> UpdatedTerm | None:
    """Send it, and give the body as it is on the wire; raises an ``APIStatusError`` for a status outside 2xx."""
    return endpoint_functions.sync(client, build(sourced_id, term))


@clears_locals
async def asyncio_detailed(
    sourced_id: str, term: AcademicSession | Mapping[str, Any], *, client: AsyncSender,
) -> Response[UpdatedTerm]:
    """As ``sync_detailed``, from an event loop."""
    return await endpoint_functions.asyncio_detailed(client, build(sourced_id, term))


@clears_locals
async def asyncio(
    sourced_id: str, term: AcademicSession | Mapping[str, Any], *, client: AsyncSender,
) -> UpdatedTerm | None:
    """As ``sync``, from an event loop."""
    return await endpoint_functions.asyncio(client, build(sourced_id, term))
