"""Change parts of a score scale"""

from collections.abc import Mapping
from typing import Any

from timeback_api.gradebook._package import PACKAGE
from timeback_api.gradebook.models.score_scale import ScoreScale, parse_score_scale
from timeback_api.gradebook.models.single_score_scale import SingleScoreScale, parse_single_score_scale
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE, "patchScoreScale", "PATCH", "/scoreScales/{sourcedId}",
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
        OPERATION, f"/scoreScales/{encoding.path_segment('sourced_id', sourced_id)}",
        content=encoding.body("score_scale", score_scale, ScoreScale, "scoreScale", mode="patch"),
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
