"""Create a resource"""

from collections.abc import Mapping
from typing import Any

from timeback_api.common.models.sourced_id_pair import SourcedIdPair, parse_sourced_id_pair
from timeback_api.common.models.sourced_id_pairs_reply import SourcedIdPairsReply, parse_sourced_id_pairs_reply
from timeback_api.resources._package import PACKAGE
from timeback_api.resources.models.resource import Resource
from timeback_runtime import encoding, endpoint_functions
from timeback_runtime.endpoint_functions import AsyncSender, Sender
from timeback_runtime.frames import clears_locals
from timeback_runtime.messages import Operation, Reader, Request, Response


OPERATION = Operation(
    PACKAGE,
    "createResource",
    "POST",
    "/resources",
    {
        201: Reader(parse_sourced_id_pairs_reply, parse_sourced_id_pair, unwrap=(("sourcedIdPairs",),)),
    },
)


@clears_locals
def build(resource: Resource | Mapping[str, Any]) -> Request[SourcedIdPair]:
    """Create a resource.

    Stores the description of a piece of learning material. The material itself stays where it is.

    Args:
        resource: The resource to store.

    Source: POST /ims/oneroster/resources/v1p2/resources (createResource).
    """
    return Request(
        OPERATION,
        "/resources",
        content=encoding.body("resource", resource, Resource, "resource"),
        content_type="application/json",
    )


@clears_locals
def sync_detailed(resource: Resource | Mapping[str, Any], *, client: Sender) -> Response[SourcedIdPairsReply]:
    """Send it, and give the reply with its status and headers; raises for no status."""
    return endpoint_functions.sync_detailed(client, build(resource))


@clears_locals
def sync(resource: Resource | Mapping[str, Any], *, client: Sender) -> SourcedIdPairsReply:
    """Send it, and give the body as it is on the wire; raises an ``APIStatusError`` for a status outside 2xx."""
    return endpoint_functions.sync(client, build(resource))


@clears_locals
async def asyncio_detailed(
    resource: Resource | Mapping[str, Any], *, client: AsyncSender,
) -> Response[SourcedIdPairsReply]:
    """As ``sync_detailed``, from an event loop."""
    return await endpoint_functions.asyncio_detailed(client, build(resource))


@clears_locals
async def asyncio(resource: Resource | Mapping[str, Any], *, client: AsyncSender) -> SourcedIdPairsReply:
    """As ``sync``, from an event loop."""
    return await endpoint_functions.asyncio(client, build(resource))
