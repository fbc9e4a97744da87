"""Create a line item"""

from collections.abc import Mapping
from typing import Any

from timeback_api.common.models.sourced_id_pair import SourcedIdPair, parse_sourced_id_pair
from timeback_api.common.models.sourced_id_pairs_reply import SourcedIdPairsReply, parse_sourced_id_pairs_reply
from timeback_api.gradebook._package import PACKAGE
from timeback_api.gradebook.models.line_item import LineItem
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE, "createLineItem", "POST", "/lineItems",
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
        OPERATION, "/lineItems", content=encoding.body("line_item", line_item, LineItem, "lineItem"),
        content_type="application/json",
    )


@sends(build)
def sync_detailed(line_item: LineItem | Mapping[str, Any], *, client: Sender) -> Response[SourcedIdPairsReply]: ...
@sends(build)
def sync(line_item: LineItem | Mapping[str, Any], *, client: Sender) -> SourcedIdPairsReply: ...
@sends(build)
async def asyncio_detailed(
    line_item: LineItem | Mapping[str, Any], *, client: AsyncSender,
) -> Response[SourcedIdPairsReply]: ...
@sends(build)
async def asyncio(line_item: LineItem | Mapping[str, Any], *, client: AsyncSender) -> SourcedIdPairsReply: ...
