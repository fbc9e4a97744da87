"""Create a term"""

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
    "createTerm",
    "POST",
    "/terms",
    {
        201: Reader(parse_sourced_id_pairs_reply, parse_sourced_id_pair, unwrap=(("sourcedIdPairs",),)),
    },
)


@clears_locals
def build(term: AcademicSession | Mapping[str, Any]) -> Request[SourcedIdPair]:
    """Create a term.

    Stores a new academic session of the type `term`. Its organisation must exist, and so must its parent if it names
    one. The documents of the platform do not list this operation.

    The platform answers this beyond its published documents.

    Args:
        term: The term to store, with `term` as its type.

    Source: POST /ims/oneroster/rostering/v1p2/terms (createTerm).
    """
    return Request(
        OPERATION,
        "/terms",
        content=encoding.body("term", term, AcademicSession, "term"),
        content_type="application/json",
    )


@clears_locals
def sync_detailed(term: AcademicSession | Mapping[str, Any], *, client: Sender) -> Response[SourcedIdPairsReply]:
    """Send it, and give the reply with its status and headers; raises for no status."""
    return endpoint_functions.sync_detailed(client, build(term))


@clears_locals
def sync(term: AcademicSession | Mapping[str, Any], *, client: Sender) -> SourcedIdPairsReply:
    """Send it, and give the body as it is on the wire; raises an ``APIStatusError`` for a status outside 2xx."""
    return endpoint_functions.sync(client, build(term))


@clears_locals
async def asyncio_detailed(
    term: AcademicSession | Mapping[str, Any], *, client: AsyncSender,
) -> Response[SourcedIdPairsReply]:
    """As ``sync_detailed``, from an event loop."""
    return await endpoint_functions.asyncio_detailed(client, build(term))


@clears_locals
async def asyncio(term: AcademicSession | Mapping[str, Any], *, client: AsyncSender) -> SourcedIdPairsReply:
    """As ``sync``, from an event loop."""
    return await endpoint_functions.asyncio(client, build(term))
