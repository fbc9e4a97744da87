"""Change parts of a line item"""

from collections.abc import Mapping
from typing import Any

from timeback_api.gradebook._package import PACKAGE
from timeback_api.gradebook.models.line_item import LineItem, parse_line_item
from timeback_api.gradebook.models.single_line_item import SingleLineItem, parse_single_line_item
from timeback_runtime import encoding, endpoint_functions
from timeback_runtime.decoding import ResponseDecoder
from timeback_runtime.endpoint_functions import AsyncSender, Sender
from timeback_runtime.frames import clears_locals
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE,
    "patchLineItem",
    "PATCH",
    "/lineItems/{sourcedId}",
    {200: ResponseDecoder(parse_single_line_item, parse_line_item, unwrap=(("lineItem",),), optional=True)},
    is_extension=True,
)


@clears_locals
def build(sourced_id: str, line_item: LineItem | Mapping[str, Any]) -> Request[LineItem | None]:
    """Change parts of a line item.

    Changes the properties in the request body and keeps the others unchanged. The documents of the platform do not list
    this operation.

    The published documents of the platform do not contain this operation.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        sourced_id: Id of the line item.
        line_item: The properties of the line item to change.

    Source: PATCH /ims/oneroster/gradebook/v1p2/lineItems/{sourcedId} (patchLineItem).
    """
    return Request(
        OPERATION,
        f"/lineItems/{encoding.path_segment('sourced_id', sourced_id)}",
        content=encoding.body("line_item", line_item, LineItem, "lineItem", mode="patch"),
        content_type="application/json",
    )


@clears_locals
def sync_detailed(
    sourced_id: str, line_item: LineItem | Mapping[str, Any], *, client: Sender
) -> Response[SingleLineItem]:
    """Send the request and return the reply with its status and headers. No status raises an exception."""
    return endpoint_functions.sync_detailed(client, build(sourced_id, line_item))


@clears_locals
def sync(sourced_id: str, line_item: LineItem | Mapping[str, Any], *, client: Sender) -> SingleLineItem | None:
    """Send the request and return the model of the complete body. A status outside 2xx raises an ``APIStatusError``."""
    return endpoint_functions.sync(client, build(sourced_id, line_item))


@clears_locals
async def asyncio_detailed(
    sourced_id: str, line_item: LineItem | Mapping[str, Any], *, client: AsyncSender
) -> Response[SingleLineItem]:
    """Like ``sync_detailed``, but asynchronous."""
    return await endpoint_functions.asyncio_detailed(client, build(sourced_id, line_item))


@clears_locals
async def asyncio(
    sourced_id: str, line_item: LineItem | Mapping[str, Any], *, client: AsyncSender
) -> SingleLineItem | None:
    """Like ``sync``, but asynchronous."""
    return await endpoint_functions.asyncio(client, build(sourced_id, line_item))
