"""Read a line item"""

from timeback_api.gradebook._package import PACKAGE
from timeback_api.gradebook.models.line_item import LineItem, parse_line_item
from timeback_api.gradebook.models.single_line_item import SingleLineItem, parse_single_line_item
from timeback_runtime import encoding, endpoint_functions
from timeback_runtime.encoding import Names
from timeback_runtime.endpoint_functions import AsyncSender, Sender
from timeback_runtime.frames import clears_locals
from timeback_runtime.messages import Operation, Reader, Request, Response


OPERATION = Operation(
    PACKAGE,
    "getLineItem",
    "GET",
    "/lineItems/{sourcedId}",
    {
        200: Reader(parse_single_line_item, parse_line_item, unwrap=(("lineItem",),)),
    },
)


@clears_locals
def build(sourced_id: str, *, fields: Names | None = None) -> Request[LineItem]:
    """Read a line item.

    One line item with the references to its class, school and category.

    Args:
        sourced_id: Id of the line item.
        fields: Names of the properties to return; the others are left out, required ones too. Without it objects come
            whole.

    Source: GET /ims/oneroster/gradebook/v1p2/lineItems/{sourcedId} (getLineItem).
    """
    return Request(
        OPERATION,
        f"/lineItems/{encoding.segment('sourced_id', sourced_id)}",
        encoding.query(
            ("fields", encoding.names("fields", fields, LineItem)),
        ),
        partial=fields is not None,
    )


@clears_locals
def sync_detailed(sourced_id: str, *, client: Sender, fields: Names | None = None) -> Response[SingleLineItem]:
    """Send it, and give the reply with its status and headers; raises for no status."""
    return endpoint_functions.sync_detailed(client, build(sourced_id, fields=fields))


@clears_locals
def sync(sourced_id: str, *, client: Sender, fields: Names | None = None) -> SingleLineItem:
    """Send it, and give the body as it is on the wire; raises an ``APIStatusError`` for a status outside 2xx."""
    return endpoint_functions.sync(client, build(sourced_id, fields=fields))


@clears_locals
async def asyncio_detailed(
    sourced_id: str, *, client: AsyncSender, fields: Names | None = None,
) -> Response[SingleLineItem]:
    """As ``sync_detailed``, from an event loop."""
    return await endpoint_functions.asyncio_detailed(client, build(sourced_id, fields=fields))


@clears_locals
async def asyncio(sourced_id: str, *, client: AsyncSender, fields: Names | None = None) -> SingleLineItem:
    """As ``sync``, from an event loop."""
    return await endpoint_functions.asyncio(client, build(sourced_id, fields=fields))
