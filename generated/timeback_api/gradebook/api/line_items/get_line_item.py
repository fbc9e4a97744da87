"""Read a line item"""

from timeback_api.gradebook._package import PACKAGE
from timeback_api.gradebook.models.line_item import LineItem, parse_line_item
from timeback_api.gradebook.models.single_line_item import SingleLineItem, parse_single_line_item
from timeback_runtime import encoding
from timeback_runtime.encoding import PropertyNames
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE, "getLineItem", "GET", "/lineItems/{sourcedId}",
    {200: ResponseDecoder(parse_single_line_item, parse_line_item, unwrap=(("lineItem",),))},
)


@clears_locals
def build(sourced_id: str, *, fields: PropertyNames | None = None) -> Request[LineItem]:
    """Read a line item.

    One line item with the references to its class, school and category.

    Args:
        sourced_id: Id of the line item.
        fields: Names of the properties to return. The others are omitted, including required ones. Without it, all
            properties are returned.

    Source: GET /ims/oneroster/gradebook/v1p2/lineItems/{sourcedId} (getLineItem).
    """
    return Request(
        OPERATION, f"/lineItems/{encoding.path_segment('sourced_id', sourced_id)}",
        encoding.query(("fields", encoding.property_names("fields", fields, LineItem))), partial=fields is not None,
    )


@sends(build)
def sync_detailed(
    sourced_id: str, *, client: Sender, fields: PropertyNames | None = None,
) -> Response[SingleLineItem]: ...
@sends(build)
def sync(sourced_id: str, *, client: Sender, fields: PropertyNames | None = None) -> SingleLineItem: ...
@sends(build)
async def asyncio_detailed(
    sourced_id: str, *, client: AsyncSender, fields: PropertyNames | None = None,
) -> Response[SingleLineItem]: ...
@sends(build)
async def asyncio(sourced_id: str, *, client: AsyncSender, fields: PropertyNames | None = None) -> SingleLineItem: ...
