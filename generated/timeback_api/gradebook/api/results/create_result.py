"""Create a result"""

from collections.abc import Mapping
from typing import Any

from timeback_api.common.models.sourced_id_pair import SourcedIdPair, parse_sourced_id_pair
from timeback_api.common.models.sourced_id_pairs_reply import SourcedIdPairsReply, parse_sourced_id_pairs_reply
from timeback_api.gradebook._package import PACKAGE
from timeback_api.gradebook.models.result import Result
from timeback_runtime import encoding, endpoint_functions
from timeback_runtime.decoding import ResponseDecoder
from timeback_runtime.endpoint_functions import AsyncSender, Sender
from timeback_runtime.frames import clears_locals
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE,
    "createResult",
    "POST",
    "/results",
    {201: ResponseDecoder(parse_sourced_id_pairs_reply, parse_sourced_id_pair, unwrap=(("sourcedIdPairs",),))},
    is_extension=True,
)


@clears_locals
def build(result: Result | Mapping[str, Any]) -> Request[SourcedIdPair]:
    """Create a result.

    Stores the grade of a student for a line item. Both must exist.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        result: The result to store.

    Source: POST /ims/oneroster/gradebook/v1p2/results (createResult).
    """
    return Request(
        OPERATION,
        "/results",
        content=encoding.body("result", result, Result, "result"),
        content_type="application/json",
    )


@clears_locals
def sync_detailed(result: Result | Mapping[str, Any], *, client: Sender) -> Response[SourcedIdPairsReply]:
    """Send the request and return the reply with its status and headers. No status raises an exception."""
    return endpoint_functions.sync_detailed(client, build(result))


@clears_locals
def sync(result: Result | Mapping[str, Any], *, client: Sender) -> SourcedIdPairsReply:
    """Send the request and return the model of the complete body. A status outside 2xx raises an ``APIStatusError``."""
    return endpoint_functions.sync(client, build(result))


@clears_locals
async def asyncio_detailed(result: Result | Mapping[str, Any], *, client: AsyncSender) -> Response[SourcedIdPairsReply]:
    """Like ``sync_detailed``, but asynchronous."""
    return await endpoint_functions.asyncio_detailed(client, build(result))


@clears_locals
async def asyncio(result: Result | Mapping[str, Any], *, client: AsyncSender) -> SourcedIdPairsReply:
    """Like ``sync``, but asynchronous."""
    return await endpoint_functions.asyncio(client, build(result))
