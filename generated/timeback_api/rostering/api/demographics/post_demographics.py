"""Create demographics"""

from collections.abc import Mapping
from typing import Any

from timeback_api.common.models.demographics import Demographics
from timeback_api.common.models.sourced_id_pair import SourcedIdPair, parse_sourced_id_pair
from timeback_api.common.models.sourced_id_pairs_reply import SourcedIdPairsReply, parse_sourced_id_pairs_reply
from timeback_api.rostering._package import PACKAGE
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE, "postDemographics", "POST", "/demographics",
    {201: ResponseDecoder(parse_sourced_id_pairs_reply, parse_sourced_id_pair, unwrap=(("sourcedIdPairs",),))},
    is_extension=True,
)


@clears_locals
def build(demographics: Demographics | Mapping[str, Any]) -> Request[SourcedIdPair]:
    """Create demographics.

    Stores the demographics of a user. They have the same id as the user.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        demographics: The demographics to store.

    Source: POST /ims/oneroster/rostering/v1p2/demographics (postDemographics).
    """
    return Request(
        OPERATION, "/demographics", content=encoding.body("demographics", demographics, Demographics, "demographics"),
        content_type="application/json",
    )


@sends(build)
def sync_detailed(
    demographics: Demographics | Mapping[str, Any], *, client: Sender,
) -> Response[SourcedIdPairsReply]: ...
@sends(build)
def sync(demographics: Demographics | Mapping[str, Any], *, client: Sender) -> SourcedIdPairsReply: ...
@sends(build)
async def asyncio_detailed(
    demographics: Demographics | Mapping[str, Any], *, client: AsyncSender,
) -> Response[SourcedIdPairsReply]: ...
@sends(build)
async def asyncio(demographics: Demographics | Mapping[str, Any], *, client: AsyncSender) -> SourcedIdPairsReply: ...
