"""Create a result"""

from collections.abc import Mapping
from typing import Any

from timeback_api.common.models.sourced_id_pair import SourcedIdPair, parse_sourced_id_pair
from timeback_api.common.models.sourced_id_pairs_reply import SourcedIdPairsReply, parse_sourced_id_pairs_reply
from timeback_api.gradebook._package import PACKAGE
from timeback_api.gradebook.models.result import Result
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE, "createResult", "POST", "/results",
    {201: ResponseDecoder(parse_sourced_id_pairs_reply, parse_sourced_id_pair, unwrap=(("sourcedIdPairs",),))},
    is_extension=True,
)


@clears_locals
def build(result: Result | Mapping[str, Any]) -> Request[SourcedIdPair]:
    """Create a result.

    Stores the grade of a student for a line item. Both must exist.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        result: The result to store.

    Source: POST /ims/oneroster/gradebook/v1p2/results (createResult).
    """
    return Request(
        OPERATION, "/results", content=encoding.body("result", result, Result, "result"),
        content_type="application/json",
    )


@sends(build)
def sync_detailed(result: Result | Mapping[str, Any], *, client: Sender) -> Response[SourcedIdPairsReply]: ...
@sends(build)
def sync(result: Result | Mapping[str, Any], *, client: Sender) -> SourcedIdPairsReply: ...
@sends(build)
async def asyncio_detailed(
    result: Result | Mapping[str, Any], *, client: AsyncSender,
) -> Response[SourcedIdPairsReply]: ...
@sends(build)
async def asyncio(result: Result | Mapping[str, Any], *, client: AsyncSender) -> SourcedIdPairsReply: ...
