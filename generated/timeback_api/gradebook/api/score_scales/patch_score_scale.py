"""Change parts of a score scale"""

from collections.abc import Mapping
from typing import Any

from timeback_api.gradebook._package import PACKAGE
from timeback_api.gradebook.models.score_scale import ScoreScale, parse_score_scale
from timeback_api.gradebook.models.single_score_scale import SingleScoreScale, parse_single_score_scale
from timeback_runtime import encoding, endpoint_functions
from timeback_runtime.decoding import ResponseDecoder
from timeback_runtime.endpoint_functions import AsyncSender, Sender
from timeback_runtime.frames import clears_locals
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE,
    "patchScoreScale",
    "PATCH",
    "/scoreScales/{sourcedId}",
    {200: ResponseDecoder(parse_single_score_scale, parse_score_scale, unwrap=(("scoreScale",),), optional=True)},
    is_extension=True,
)


@clears_locals
def build(sourced_id: str, score_scale: ScoreScale | Mapping[str, Any]) -> Request[ScoreScale | None]:
    """Change parts of a score scale.

    Changes the properties in the request body and keeps the others unchanged. The documents of the platform do not list
    this operation.

    The published documents of the platform do not contain this operation.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        sourced_id: Id of the score scale.
        score_scale: The properties of the score scale to change.

    Source: PATCH /ims/oneroster/gradebook/v1p2/scoreScales/{sourcedId} (patchScoreScale).
    """
    return Request(
        OPERATION,
        f"/scoreScales/{encoding.path_segment('sourced_id', sourced_id)}",
        content=encoding.body("score_scale", score_scale, ScoreScale, "scoreScale", mode="patch"),
        content_type="application/json",
    )


@clears_locals
def sync_detailed(
    sourced_id: str, score_scale: ScoreScale | Mapping[str, Any], *, client: Sender
) -> Response[SingleScoreScale]:
    """Send the request and return the reply with its status and headers. No status raises an exception."""
    return endpoint_functions.sync_detailed(client, build(sourced_id, score_scale))


@clears_locals
def sync(sourced_id: str, score_scale: ScoreScale | Mapping[str, Any], *, client: Sender) -> SingleScoreScale | None:
    """Send the request and return the model of the complete body. A status outside 2xx raises an ``APIStatusError``."""
    return endpoint_functions.sync(client, build(sourced_id, score_scale))


@clears_locals
async def asyncio_detailed(
    sourced_id: str, score_scale: ScoreScale | Mapping[str, Any], *, client: AsyncSender
) -> Response[SingleScoreScale]:
    """Like ``sync_detailed``, but asynchronous."""
    return await endpoint_functions.asyncio_detailed(client, build(sourced_id, score_scale))


@clears_locals
async def asyncio(
    sourced_id: str, score_scale: ScoreScale | Mapping[str, Any], *, client: AsyncSender
) -> SingleScoreScale | None:
    """Like ``sync``, but asynchronous."""
    return await endpoint_functions.asyncio(client, build(sourced_id, score_scale))
