"""Create a score scale"""

from collections.abc import Mapping
from typing import Any

from timeback_api.common.models.sourced_id_pair import SourcedIdPair, parse_sourced_id_pair
from timeback_api.common.models.sourced_id_pairs_reply import SourcedIdPairsReply, parse_sourced_id_pairs_reply
from timeback_api.gradebook._package import PACKAGE
from timeback_api.gradebook.models.score_scale import ScoreScale
from timeback_runtime import encoding, endpoint_functions
from timeback_runtime.endpoint_functions import AsyncSender, Sender
from timeback_runtime.frames import clears_locals
from timeback_runtime.messages import Operation, Reader, Request, Response


OPERATION = Operation(
    PACKAGE,
    "createScoreScale",
    "POST",
    "/scoreScales",
    {
        201: Reader(parse_sourced_id_pairs_reply, parse_sourced_id_pair, unwrap=(("sourcedIdPairs",),)),
    },
)


@clears_locals
def build(score_scale: ScoreScale | Mapping[str, Any]) -> Request[SourcedIdPair]:
    """Create a score scale.

    Stores a new way to write scores down. Its class must exist, and so must its course if it names one.

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
    """Send it, and give the reply with its status and headers; raises for no status."""
    return endpoint_functions.sync_detailed(client, build(score_scale))


@clears_locals
def sync(score_scale: ScoreScale | Mapping[str, Any], *, client: Sender) -> SourcedIdPairsReply:
    """Send it, and give the body as it is on the wire; raises an ``APIStatusError`` for a status outside 2xx."""
    return endpoint_functions.sync(client, build(score_scale))


@clears_locals
async def asyncio_detailed(
    score_scale: ScoreScale | Mapping[str, Any], *, client: AsyncSender,
) -> Response[SourcedIdPairsReply]:
    """As ``sync_detailed``, from an event loop."""
    return await endpoint_functions.asyncio_detailed(client, build(score_scale))


@clears_locals
async def asyncio(score_scale: ScoreScale | Mapping[str, Any], *, client: AsyncSender) -> SourcedIdPairsReply:
    """As ``sync``, from an event loop."""
    return await endpoint_functions.asyncio(client, build(score_scale))
