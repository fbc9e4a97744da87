"""Replace a term"""

from collections.abc import Mapping
from typing import Any

from timeback_api.rostering._package import PACKAGE
from timeback_api.rostering.models.academic_session import AcademicSession, parse_academic_session
from timeback_api.rostering.models.updated_term import UpdatedTerm, parse_updated_term
from timeback_runtime import encoding, endpoint_functions
from timeback_runtime.decoding import ResponseDecoder
from timeback_runtime.endpoint_functions import AsyncSender, Sender
from timeback_runtime.frames import clears_locals
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE,
    "updateTerm",
    "PUT",
    "/terms/{sourcedId}",
    {
        200: ResponseDecoder(
            parse_updated_term, parse_academic_session, unwrap=(("term", "academicSession"),), optional=True
        )
    },
    is_extension=True,
)


@clears_locals
def build(sourced_id: str, term: AcademicSession | Mapping[str, Any]) -> Request[AcademicSession | None]:
    """Replace a term.

    Replaces the term with the request body. Its type cannot change. The documents of the platform do not list this
    operation.

    The published documents of the platform do not contain this operation.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        sourced_id: Id of the term.
        term: The complete term with its new values.

    Source: PUT /ims/oneroster/rostering/v1p2/terms/{sourcedId} (updateTerm).
    """
    return Request(
        OPERATION,
        f"/terms/{encoding.path_segment('sourced_id', sourced_id)}",
        content=encoding.body("term", term, AcademicSession, "term", mode="replace"),
        content_type="application/json",
    )


@clears_locals
def sync_detailed(
    sourced_id: str, term: AcademicSession | Mapping[str, Any], *, client: Sender
) -> Response[UpdatedTerm]:
    """Send the request and return the reply with its status and headers. No status raises an exception."""
    return endpoint_functions.sync_detailed(client, build(sourced_id, term))


@clears_locals
def sync(sourced_id: str, term: AcademicSession | Mapping[str, Any], *, client: Sender) -> UpdatedTerm | None:
    """Send the request and return the model of the complete body. A status outside 2xx raises an ``APIStatusError``."""
    return endpoint_functions.sync(client, build(sourced_id, term))


@clears_locals
async def asyncio_detailed(
    sourced_id: str, term: AcademicSession | Mapping[str, Any], *, client: AsyncSender
) -> Response[UpdatedTerm]:
    """Like ``sync_detailed``, but asynchronous."""
    return await endpoint_functions.asyncio_detailed(client, build(sourced_id, term))


@clears_locals
async def asyncio(
    sourced_id: str, term: AcademicSession | Mapping[str, Any], *, client: AsyncSender
) -> UpdatedTerm | None:
    """Like ``sync``, but asynchronous."""
    return await endpoint_functions.asyncio(client, build(sourced_id, term))
