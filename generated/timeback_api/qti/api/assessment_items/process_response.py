"""Judge an answer"""

from collections.abc import Mapping
from typing import Any

from timeback_api.qti._package import PACKAGE
from timeback_api.qti.models.item_response import ItemResponse
from timeback_api.qti.models.item_result import ItemResult, parse_item_result
from timeback_runtime import encoding, endpoint_functions
from timeback_runtime.endpoint_functions import AsyncSender, Sender
from timeback_runtime.frames import clears_locals
from timeback_runtime.messages import Operation, Reader, Request, Response


OPERATION = Operation(
    PACKAGE,
    "processResponse",
    "POST",
    "/assessment-items/{identifier}/process-response",
    {
        200: Reader(parse_item_result),
    },
)


@clears_locals
def build(identifier: str, item_response: ItemResponse | Mapping[str, Any]) -> Request[ItemResult]:
    """Judge an answer.

    Runs the response processing of the item over an answer and returns the score and the feedback that the item holds
    for it. Free text goes to a grader, so it takes longer and can get part of the score.

    Args:
        identifier: Identifier of the assessment item.
        item_response: The answer.

    Source: POST /api/assessment-items/{identifier}/process-response (processResponse).
    """
    return Request(
        OPERATION,
        f"/assessment-items/{encoding.segment('identifier', identifier)}/process-response",
        content=encoding.body("item_response", item_response, ItemResponse),
        content_type="application/json",
    )


@clears_locals
def sync_detailed(
    identifier: str, item_response: ItemResponse | Mapping[str, Any], *, client: Sender,
) -> Response[ItemResult]:
    """Send it, and give the reply with its status and headers; raises for no status."""
    return endpoint_functions.sync_detailed(client, build(identifier, item_response))


@clears_locals
def sync(identifier: str, item_response: ItemResponse | Mapping[str, Any], *, client: Sender) -> ItemResult:
    """Send it, and give the body as it is on the wire; raises an ``APIStatusError`` for a status outside 2xx."""
    return endpoint_functions.sync(client, build(identifier, item_response))


@clears_locals
async def asyncio_detailed(
    identifier: str, item_response: ItemResponse | Mapping[str, Any], *, client: AsyncSender,
) -> Response[ItemResult]:
    """As ``sync_detailed``, from an event loop."""
    return await endpoint_functions.asyncio_detailed(client, build(identifier, item_response))


@clears_locals
async def asyncio(
    identifier: str, item_response: ItemResponse | Mapping[str, Any], *, client: AsyncSender,
) -> ItemResult:
    """As ``sync``, from an event loop."""
    return await endpoint_functions.asyncio(client, build(identifier, item_response))
