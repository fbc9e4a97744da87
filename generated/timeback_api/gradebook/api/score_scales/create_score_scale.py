"""Create a score scale"""

from collections.abc import Mapping
from typing import Any

from timeback_api.common.models.sourced_id_pair import SourcedIdPair, parse_sourced_id_pair
from timeback_api.common.models.sourced_id_pairs_reply import SourcedIdPairsReply, parse_sourced_id_pairs_reply
from timeback_api.gradebook._package import PACKAGE
from timeback_api.gradebook.models.score_scale import ScoreScale
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE, "createScoreScale", "POST", "/scoreScales",
    {201: ResponseDecoder(parse_sourced_id_pairs_reply, parse_sourced_id_pair, unwrap=(("sourcedIdPairs",),))},
    is_extension=True,
)


@clears_locals
def build(score_scale: ScoreScale | Mapping[str, Any]) -> Request[SourcedIdPair]:
    """Create a score scale.

    Stores a new score scale. Its class must exist, and so must its course, if it has one.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        score_scale: The score scale to store.

    Source: POST /ims/oneroster/gradebook/v1p2/scoreScales (createScoreScale).
    """
    return Request(
        OPERATION, "/scoreScales", content=encoding.body("score_scale", score_scale, ScoreScale, "scoreScale"),
        content_type="application/json",
    )


@sends(build)
def sync_detailed(score_scale: ScoreScale | Mapping[str, Any], *, client: Sender) -> Response[SourcedIdPairsReply]: ...
@sends(build)
def sync(score_scale: ScoreScale | Mapping[str, Any], *, client: Sender) -> SourcedIdPairsReply: ...
@sends(build)
async def asyncio_detailed(
    score_scale: ScoreScale | Mapping[str, Any], *, client: AsyncSender,
) -> Response[SourcedIdPairsReply]: ...
@sends(build)
async def asyncio(score_scale: ScoreScale | Mapping[str, Any], *, client: AsyncSender) -> SourcedIdPairsReply: ...
