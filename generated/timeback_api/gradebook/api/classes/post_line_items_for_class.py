"""Create line items in a class"""

from collections.abc import Mapping, Sequence
from typing import Any

from timeback_api.common.models.sourced_id_pair import SourcedIdPair
from timeback_api.gradebook._package import PACKAGE
from timeback_api.gradebook.models.line_item import LineItem
from timeback_api.gradebook.models.sourced_id_pair_set_reply import (
    SourcedIdPairSetReply,
    parse_sourced_id_pair_set_reply,
)
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import AnyOf, ListOf

OPERATION = Operation(
    PACKAGE, "postLineItemsForClass", "POST", "/classes/{classSourcedId}/lineItems",
    {
        201: ResponseDecoder(
            parse_sourced_id_pair_set_reply, AnyOf(ModelOf(SourcedIdPair), ListOf(ModelOf(SourcedIdPair))).parse,
            unwrap=(("sourcedIdPairs",),), json_type=(dict, list),
        ),
    },
)


@clears_locals
def build(
    class_sourced_id: str, line_items: Sequence[LineItem | Mapping[str, Any]],
) -> Request[SourcedIdPair | list[SourcedIdPair]]:
    """Create line items in a class.

    Stores several line items of the class at once. The server chooses their ids.

    Args:
        class_sourced_id: Id of the class.
        line_items: The line items to store.

    Source: POST /ims/oneroster/gradebook/v1p2/classes/{classSourcedId}/lineItems (postLineItemsForClass).
    """
    return Request(
        OPERATION, f"/classes/{encoding.path_segment('class_sourced_id', class_sourced_id)}"
"/lineItems",
        content=encoding.raw_body("line_items", line_items, ListOf(ModelOf(LineItem)), "lineItems"),
        content_type="application/json",
    )


@sends(build)
def sync_detailed(
    class_sourced_id: str, line_items: Sequence[LineItem | Mapping[str, Any]], *, client: Sender,
) -> Response[SourcedIdPairSetReply]: ...
@sends(build)
def sync(
    class_sourced_id: str, line_items: Sequence[LineItem | Mapping[str, Any]], *, client: Sender,
) -> SourcedIdPairSetReply: ...
@sends(build)
async def asyncio_detailed(
    class_sourced_id: str, line_items: Sequence[LineItem | Mapping[str, Any]], *, client: AsyncSender,
) -> Response[SourcedIdPairSetReply]: ...
@sends(build)
async def asyncio(
    class_sourced_id: str, line_items: Sequence[LineItem | Mapping[str, Any]], *, client: AsyncSender,
) -> SourcedIdPairSetReply: ...
