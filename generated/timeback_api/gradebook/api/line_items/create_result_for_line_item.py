"""Create results of a line item"""

from collections.abc import Mapping, Sequence
from typing import Any

from timeback_api.common.models.sourced_id_pair import SourcedIdPair
from timeback_api.gradebook._package import PACKAGE
from timeback_api.gradebook.models.result import Result
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
    PACKAGE, "createResultForLineItem", "POST", "/lineItems/{lineItemSourcedId}/results",
    {
        201: ResponseDecoder(
            parse_sourced_id_pair_set_reply, AnyOf(ModelOf(SourcedIdPair), ListOf(ModelOf(SourcedIdPair))).parse,
            unwrap=(("sourcedIdPairs",),), json_type=(dict, list),
        ),
    },
)


@clears_locals
def build(
    line_item_sourced_id: str, results: Sequence[Result | Mapping[str, Any]],
) -> Request[SourcedIdPair | list[SourcedIdPair]]:
    """Create results of a line item.

    Stores several results of the line item at once. The server chooses their ids.

    Args:
        line_item_sourced_id: Id of the line item.
        results: The results to store.

    Source: POST /ims/oneroster/gradebook/v1p2/lineItems/{lineItemSourcedId}/results (createResultForLineItem).
    """
    return Request(
        OPERATION, f"/lineItems/{encoding.path_segment('line_item_sourced_id', line_item_sourced_id)}"
"/results",
        content=encoding.raw_body("results", results, ListOf(ModelOf(Result)), "results"),
        content_type="application/json",
    )


@sends(build)
def sync_detailed(
    line_item_sourced_id: str, results: Sequence[Result | Mapping[str, Any]], *, client: Sender,
) -> Response[SourcedIdPairSetReply]: ...
@sends(build)
def sync(
    line_item_sourced_id: str, results: Sequence[Result | Mapping[str, Any]], *, client: Sender,
) -> SourcedIdPairSetReply: ...
@sends(build)
async def asyncio_detailed(
    line_item_sourced_id: str, results: Sequence[Result | Mapping[str, Any]], *, client: AsyncSender,
) -> Response[SourcedIdPairSetReply]: ...
@sends(build)
async def asyncio(
    line_item_sourced_id: str, results: Sequence[Result | Mapping[str, Any]], *, client: AsyncSender,
) -> SourcedIdPairSetReply: ...
