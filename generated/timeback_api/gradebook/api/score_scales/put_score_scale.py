"""Replace a score scale"""

from collections.abc import Mapping
from typing import Any

from timeback_api.gradebook._package import PACKAGE
from timeback_api.gradebook.models.score_scale import ScoreScale, parse_score_scale
from timeback_api.gradebook.models.single_score_scale import SingleScoreScale, parse_single_score_scale
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE, "putScoreScale", "PUT", "/scoreScales/{sourcedId}",
    {
        200: ResponseDecoder(parse_single_score_scale, parse_score_scale, unwrap=(("scoreScale",),), optional=True),
        201: ResponseDecoder(parse_single_score_scale, parse_score_scale, unwrap=(("scoreScale",),), optional=True),
    },
)


@clears_locals
def build(sourced_id: str, score_scale: ScoreScale | Mapping[str, Any]) -> Request[ScoreScale | None]:
    """Replace a score scale.

    Replaces the score scale with the request body, or creates it if there is none with this id. Omitted properties are
    deleted.

    Args:
        sourced_id: Id of the score scale.
        score_scale: The complete score scale with its new values.

    Source: PUT /ims/oneroster/gradebook/v1p2/scoreScales/{sourcedId} (putScoreScale).
    """
    return Request(
        OPERATION, f"/scoreScales/{encoding.path_segment('sourced_id', sourced_id)}",
        content=encoding.body("score_scale", score_scale, ScoreScale, "scoreScale", mode="replace"),
        content_type="application/json",
    )


@sends(build)
def sync_detailed(
    sourced_id: str, score_scale: ScoreScale | Mapping[str, Any], *, client: Sender,
) -> Response[SingleScoreScale]: ...
@sends(build)
def sync(
    sourced_id: str, score_scale: ScoreScale | Mapping[str, Any], *, client: Sender,
) -> SingleScoreScale | None: ...
@sends(build)
async def asyncio_detailed(
    sourced_id: str, score_scale: ScoreScale | Mapping[str, Any], *, client: AsyncSender,
) -> Response[SingleScoreScale]: ...
@sends(build)
async def asyncio(
    sourced_id: str, score_scale: ScoreScale | Mapping[str, Any], *, client: AsyncSender,
) -> SingleScoreScale | None: ...
