"""Replace a line item"""

from collections.abc import Mapping
from typing import Any

from timeback_api.gradebook._package import PACKAGE
from timeback_api.gradebook.models.line_item import LineItem, parse_line_item
from timeback_api.gradebook.models.single_line_item import SingleLineItem, parse_single_line_item
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE, "putLineItem", "PUT", "/lineItems/{sourcedId}",
    {
        200: ResponseDecoder(parse_single_line_item, parse_line_item, unwrap=(("lineItem",),), optional=True),
        201: ResponseDecoder(parse_single_line_item, parse_line_item, unwrap=(("lineItem",),), optional=True),
    },
)


@clears_locals
def build(sourced_id: str, line_item: LineItem | Mapping[str, Any]) -> Request[LineItem | None]:
    """Replace a line item.

    Replaces the line item with the request body, or creates it if there is none with this id. Omitted properties are
    deleted.

    Args:
        sourced_id: Id of the line item.
        line_item: The complete line item with its new values.

    Source: PUT /ims/oneroster/gradebook/v1p2/lineItems/{sourcedId} (putLineItem).
    """
    return Request(
        OPERATION, f"/lineItems/{encoding.path_segment('sourced_id', sourced_id)}",
        content=encoding.body("line_item", line_item, LineItem, "lineItem", mode="replace"),
        content_type="application/json",
    )


@sends(build)
def sync_detailed(
    sourced_id: str, line_item: LineItem | Mapping[str, Any], *, client: Sender,
) -> Response[SingleLineItem]: ...
@sends(build)
def sync(sourced_id: str, line_item: LineItem | Mapping[str, Any], *, client: Sender) -> SingleLineItem | None: ...
@sends(build)
async def asyncio_detailed(
    sourced_id: str, line_item: LineItem | Mapping[str, Any], *, client: AsyncSender,
) -> Response[SingleLineItem]: ...
@sends(build)
async def asyncio(
    sourced_id: str, line_item: LineItem | Mapping[str, Any], *, client: AsyncSender,
) -> SingleLineItem | None: ...
