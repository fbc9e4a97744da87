"""Create line items at a school"""

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
    PACKAGE, "createLineItemsForSchool", "POST", "/schools/{schoolSourcedId}/lineItems",
    {
        201: ResponseDecoder(
            parse_sourced_id_pair_set_reply, AnyOf(ModelOf(SourcedIdPair), ListOf(ModelOf(SourcedIdPair))).parse,
            unwrap=(("sourcedIdPairs",),), json_type=(dict, list),
        ),
    },
)


@clears_locals
def build(
    school_sourced_id: str, line_items: Sequence[LineItem | Mapping[str, Any]],
) -> Request[SourcedIdPair | list[SourcedIdPair]]:
    """Create line items at a school.

    Stores several line items of classes of the school at once. The server chooses their ids.

    Args:
        school_sourced_id: Id of the school.
        line_items: The line items to store.

    Source: POST /ims/oneroster/gradebook/v1p2/schools/{schoolSourcedId}/lineItems (createLineItemsForSchool).
    """
    return Request(
        OPERATION, f"/schools/{encoding.path_segment('school_sourced_id', school_sourced_id)}"
"/lineItems",
        content=encoding.raw_body("line_items", line_items, ListOf(ModelOf(LineItem)), "lineItems"),
        content_type="application/json",
    )


@sends(build)
def sync_detailed(
    school_sourced_id: str, line_items: Sequence[LineItem | Mapping[str, Any]], *, client: Sender,
) -> Response[SourcedIdPairSetReply]: ...
@sends(build)
def sync(
    school_sourced_id: str, line_items: Sequence[LineItem | Mapping[str, Any]], *, client: Sender,
) -> SourcedIdPairSetReply: ...
@sends(build)
async def asyncio_detailed(
    school_sourced_id: str, line_items: Sequence[LineItem | Mapping[str, Any]], *, client: AsyncSender,
) -> Response[SourcedIdPairSetReply]: ...
@sends(build)
async def asyncio(
    school_sourced_id: str, line_items: Sequence[LineItem | Mapping[str, Any]], *, client: AsyncSender,
) -> SourcedIdPairSetReply: ...
