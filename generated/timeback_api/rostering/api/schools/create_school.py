"""Create a school"""

from collections.abc import Mapping
from typing import Any

from timeback_api.common.models.sourced_id_pair import SourcedIdPair, parse_sourced_id_pair
from timeback_api.common.models.sourced_id_pairs_reply import SourcedIdPairsReply, parse_sourced_id_pairs_reply
from timeback_api.rostering._package import PACKAGE
from timeback_api.rostering.models.org import Org
from timeback_runtime import encoding, endpoint_functions
from timeback_runtime.endpoint_functions import AsyncSender, Sender
from timeback_runtime.frames import clears_locals
from timeback_runtime.messages import Operation, Reader, Request, Response


OPERATION = Operation(
    PACKAGE,
    "createSchool",
    "POST",
    "/schools",
    {
        201: Reader(parse_sourced_id_pairs_reply, parse_sourced_id_pair, unwrap=(("sourcedIdPairs",),)),
    },
)


@clears_locals
def build(org: Org | Mapping[str, Any]) -> Request[SourcedIdPair]:
    """Create a school.

    Stores a new organisation of the type `school`. Its parent, as a rule a district, must exist.

    Args:
        org: The school to store, with `school` as its type.

    Source: POST /ims/oneroster/rostering/v1p2/schools (createSchool).
    """
    return Request(
        OPERATION,
        "/schools",
        content=encoding.body("org", org, Org, "org"),
        content_type="application/json",
    )


@clears_locals
def sync_detailed(org: Org | Mapping[str, Any], *, client: Sender) -> Response[SourcedIdPairsReply]:
    """Send it, and give the reply with its status and headers; raises for no status."""
    return endpoint_functions.sync_detailed(client, build(org))


@clears_locals
def sync(org: Org | Mapping[str, Any], *, client: Sender) -> SourcedIdPairsReply:
    """Send it, and give the body as it is on the wire; raises an ``APIStatusError`` for a status outside 2xx."""
    return endpoint_functions.sync(client, build(org))


@clears_locals
async def asyncio_detailed(org: Org | Mapping[str, Any], *, client: AsyncSender) -> Response[SourcedIdPairsReply]:
    """As ``sync_detailed``, from an event loop."""
    return await endpoint_functions.asyncio_detailed(client, build(org))


@clears_locals
async def asyncio(org: Org | Mapping[str, Any], *, client: AsyncSender) -> SourcedIdPairsReply:
    """As ``sync``, from an event loop."""
    return await endpoint_functions.asyncio(client, build(org))
