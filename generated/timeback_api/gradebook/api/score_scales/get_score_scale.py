"""Read a score scale"""

from timeback_api.gradebook._package import PACKAGE
from timeback_api.gradebook.models.score_scale import ScoreScale, parse_score_scale
from timeback_api.gradebook.models.single_score_scale import SingleScoreScale, parse_single_score_scale
from timeback_runtime import encoding
from timeback_runtime.encoding import PropertyNames
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE, "getScoreScale", "GET", "/scoreScales/{sourcedId}",
    {200: ResponseDecoder(parse_single_score_scale, parse_score_scale, unwrap=(("scoreScale",),))},
)


@clears_locals
def build(sourced_id: str, *, fields: PropertyNames | None = None) -> Request[ScoreScale]:
    """Read a score scale.

    One score scale with all its values.

    Args:
        sourced_id: Id of the score scale.
        fields: Names of the properties to return. The others are omitted, including required ones. Without it, all
            properties are returned.

    Source: GET /ims/oneroster/gradebook/v1p2/scoreScales/{sourcedId} (getScoreScale).
    """
    return Request(
        OPERATION, f"/scoreScales/{encoding.path_segment('sourced_id', sourced_id)}",
        encoding.query(("fields", encoding.property_names("fields", fields, ScoreScale))), partial=fields is not None,
    )


@sends(build)
def sync_detailed(
    sourced_id: str, *, client: Sender, fields: PropertyNames | None = None,
) -> Response[SingleScoreScale]: ...
@sends(build)
def sync(sourced_id: str, *, client: Sender, fields: PropertyNames | None = None) -> SingleScoreScale: ...
@sends(build)
async def asyncio_detailed(
    sourced_id: str, *, client: AsyncSender, fields: PropertyNames | None = None,
) -> Response[SingleScoreScale]: ...
@sends(build)
async def asyncio(sourced_id: str, *, client: AsyncSender, fields: PropertyNames | None = None) -> SingleScoreScale: ...
