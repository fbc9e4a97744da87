"""Create a score scale"""

from collections.abc import Mapping
from typing import Any

from timeback_api.common.models.sourced_id_pair import SourcedIdPair, parse_sourced_id_pair
from timeback_api.common.models.sourced_id_pairs_reply import SourcedIdPairsReply, parse_sourced_id_pairs_reply
from timeback_api.gradebook._package import PACKAGE
from timeback_api.gradebook.models.score_scale import ScoreScale
from timeback_runtime import encoding, endpoint_functions
from timeback_runtime.decoding import ResponseDecoder
from timeback_runtime.endpoint_functions import AsyncSender, Sender
from timeback_runtime.frames import clears_locals
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE,
    "createScoreScale",
    "POST",
    "/scoreScales",
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
        OPERATION,
        "/scoreScales",
        content=encoding.body("score_scale", score_scale, ScoreScale, "scoreScale"),
        content_type="application/json",
    )


@clears_locals
def sync_detailed(score_scale: ScoreScale | Mapping[str, Any], *, client: Sender) -> Response[SourcedIdPairsReply]:
    """Send the request and return the reply with its status and headers. No status raises an exception."""
    return endpoint_functions.sync_detailed(client, build(score_scale))


@clears_locals
def sync(score_scale: ScoreScale | Mapping[str, Any], *, client: Sender) -> SourcedIdPairsReply:
    """Send the request and return the model of the complete body. A status outside 2xx raises an ``APIStatusError``."""
    return endpoint_functions.sync(client, build(score_scale))


@clears_locals
async def asyncio_detailed(
    score_scale: ScoreScale | Mapping[str, Any], *, client: AsyncSender
) -> Response[SourcedIdPairsReply]:
    """Like ``sync_detailed``, but asynchronous."""
    return await endpoint_functions.asyncio_detailed(client, build(score_scale))


@clears_locals
async def asyncio(score_scale: ScoreScale | Mapping[str, Any], *, client: AsyncSender) -> SourcedIdPairsReply:
    """Like ``sync``, but asynchronous."""
    return await endpoint_functions.asyncio(client, build(score_scale))
