"""Create results of a line item"""

from timeback_api.common.models.sourced_id_pair import SourcedIdPair, parse_sourced_id_pair
from timeback_api.gradebook._package import PACKAGE
from timeback_api.gradebook.models.result import Result
from timeback_api.gradebook.models.sourced_id_pair_set_reply import (
    SourcedIdPairSetReply, parse_sourced_id_pair_set_reply,
)
from timeback_runtime import encoding, endpoint_functions
from timeback_runtime.endpoint_functions import AsyncSender, Sender
from timeback_runtime.frames import clears_locals
from timeback_runtime.messages import Operation, Reader, Request, Response
from timeback_runtime.validators import Many, One


OPERATION = Operation(
    PACKAGE,
    "createResultForLineItem",
    "POST",
    "/lineItems/{lineItemSourcedId}/results",
    {
        201: Reader(parse_sourced_id_pair_set_reply, lambda v: parse_sourced_id_pair(v) if type(v) is dict else ([parse_sourced_id_pair(i) if type(i) is dict else i for i in v] if v else v) if type(v) is list else v, unwrap=(("sourcedIdPairs",),), shape=(dict, list)),
    },
)


@clears_locals
def build(line_item_sourced_id: str, results: list[Result]) -> Request[SourcedIdPair | list[SourcedIdPair]]:
    """Create results of a line item.

    Stores several results of the line item at once. The server chooses their ids.

    Args:
        line_item_sourced_id: Id of the line item.
        results: The results to store.

    Source: POST /ims/oneroster/gradebook/v1p2/lineItems/{lineItemSourcedId}/results (createResultForLineItem).
    """
    return Request(
        OPERATION,
        f"/lineItems/{encoding.segment('line_item_sourced_id', line_item_sourced_id)}/results",
        content=encoding.raw_body("results", results, Many(One(Result)), "results"),
        content_type="application/json",
    )


@clears_locals
def sync_detailed(
    line_item_sourced_id: str, results: list[Result], *, client: Sender,
) -> Response[SourcedIdPairSetReply]:
    """Send it, and give the reply with its status and headers; raises for no status."""
    return endpoint_functions.sync_detailed(client, build(line_item_sourced_id, results))


@clears_locals
def sync(line_item_sourced_id: str, results: list[Result], *, client: Sender) -> SourcedIdPairSetReply:
    """Send it, and give the body as it is on the wire; raises an ``APIStatusError`` for a status outside 2xx."""
    return endpoint_functions.sync(client, build(line_item_sourced_id, results))


@clears_locals
async def asyncio_detailed(
    line_item_sourced_id: str, results: list[Result], *, client: AsyncSender,
) -> Response[SourcedIdPairSetReply]:
    """As ``sync_detailed``, from an event loop."""
    return await endpoint_functions.asyncio_detailed(client, build(line_item_sourced_id, results))


@clears_locals
async def asyncio(line_item_sourced_id: str, results: list[Result], *, client: AsyncSender) -> SourcedIdPairSetReply:
    """As ``sync``, from an event loop."""
    return await endpoint_functions.asyncio(client, build(line_item_sourced_id, results))
