"""Create a line item"""

from collections.abc import Mapping
from typing import Any

from timeback_api.common.models.sourced_id_pair import SourcedIdPair, parse_sourced_id_pair
from timeback_api.common.models.sourced_id_pairs_reply import SourcedIdPairsReply, parse_sourced_id_pairs_reply
from timeback_api.gradebook._package import PACKAGE
from timeback_api.gradebook.models.line_item import LineItem
from timeback_runtime import encoding, endpoint_functions
from timeback_runtime.decoding import ResponseDecoder
from timeback_runtime.endpoint_functions import AsyncSender, Sender
from timeback_runtime.frames import clears_locals
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE,
    "createLineItem",
    "POST",
    "/lineItems",
    {201: ResponseDecoder(parse_sourced_id_pairs_reply, parse_sourced_id_pair, unwrap=(("sourcedIdPairs",),))},
    is_extension=True,
)


@clears_locals
def build(line_item: LineItem | Mapping[str, Any]) -> Request[SourcedIdPair]:
    """Create a line item.

    Stores a new line item of a class. Its class, school and category must exist.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        line_item: The line item to store.

    Source: POST /ims/oneroster/gradebook/v1p2/lineItems (createLineItem).
    """
    return Request(
        OPERATION,
        "/lineItems",
        content=encoding.body("line_item", line_item, LineItem, "lineItem"),
        content_type="application/json",
    )


@clears_locals
def sync_detailed(line_item: LineItem | Mapping[str, Any], *, client: Sender) -> Response[SourcedIdPairsReply]:
    """Send the request and return the reply with its status and headers. No status raises an exception."""
    return endpoint_functions.sync_detailed(client, build(line_item))


@clears_locals
def sync(line_item: LineItem | Mapping[str, Any], *, client: Sender) -> SourcedIdPairsReply:
    """Send the request and return the model of the complete body. A status outside 2xx raises an ``APIStatusError``."""
    return endpoint_functions.sync(client, build(line_item))


@clears_locals
async def asyncio_detailed(
    line_item: LineItem | Mapping[str, Any], *, client: AsyncSender
) -> Response[SourcedIdPairsReply]:
    """Like ``sync_detailed``, but asynchronous."""
    return await endpoint_functions.asyncio_detailed(client, build(line_item))


@clears_locals
async def asyncio(line_item: LineItem | Mapping[str, Any], *, client: AsyncSender) -> SourcedIdPairsReply:
    """Like ``sync``, but asynchronous."""
    return await endpoint_functions.asyncio(client, build(line_item))
