"""Change parts of a line item"""

from collections.abc import Mapping
from typing import Any

from timeback_api.gradebook._package import PACKAGE
from timeback_api.gradebook.models.line_item import LineItem, parse_line_item
from timeback_api.gradebook.models.single_line_item import SingleLineItem, parse_single_line_item
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE, "patchLineItem", "PATCH", "/lineItems/{sourcedId}",
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
        OPERATION, f"/lineItems/{encoding.path_segment('sourced_id', sourced_id)}",
        content=encoding.body("line_item", line_item, LineItem, "lineItem", mode="patch"),
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
