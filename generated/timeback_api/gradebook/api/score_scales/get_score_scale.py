"""Read a score scale"""

from timeback_api.gradebook._package import PACKAGE
from timeback_api.gradebook.models.score_scale import ScoreScale, parse_score_scale
from timeback_api.gradebook.models.single_score_scale import SingleScoreScale, parse_single_score_scale
from timeback_runtime import encoding, endpoint_functions
from timeback_runtime.encoding import Names
from timeback_runtime.endpoint_functions import AsyncSender, Sender
from timeback_runtime.frames import clears_locals
from timeback_runtime.messages import Operation, Reader, Request, Response


OPERATION = Operation(
    PACKAGE,
    "getScoreScale",
    "GET",
    "/scoreScales/{sourcedId}",
    {
        200: Reader(parse_single_score_scale, parse_score_scale, unwrap=(("scoreScale",),)),
    },
)


@clears_locals
def build(sourced_id: str, *, fields: Names | None = None) -> Request[ScoreScale]:
    """Read a score scale.

    One score scale with all its values.

    Args:
        sourced_id: Id of the score scale.
        fields: Names of the properties to return; the others are left out, required ones too. Without it objects come
            whole.

    Source: GET /ims/oneroster/gradebook/v1p2/scoreScales/{sourcedId} (getScoreScale).
    """
    return Request(
        OPERATION,
        f"/scoreScales/{encoding.segment('sourced_id', sourced_id)}",
        encoding.query(
            ("fields", encoding.names("fields", fields, ScoreScale)),
        ),
        partial=fields is not None,
    )


@clears_locals
def sync_detailed(sourced_id: str, *, client: Sender, fields: Names | None = None) -> Response[SingleScoreScale]:
    """Send it, and give the reply with its status and headers; raises for no status."""
    return endpoint_functions.sync_detailed(client, build(sourced_id, fields=fields))


@clears_locals
def sync(sourced_id: str, *, client: Sender, fields: Names | None = None) -> SingleScoreScale:
    """Send it, and give the body as it is on the wire; raises an ``APIStatusError`` for a status outside 2xx."""
    return endpoint_functions.sync(client, build(sourced_id, fields=fields))


@clears_locals
async def asyncio_detailed(
    sourced_id: str, *, client: AsyncSender, fields: Names | None = None,
) -> Response[SingleScoreScale]:
    """As ``sync_detailed``, from an event loop."""
    return await endpoint_functions.asyncio_detailed(client, build(sourced_id, fields=fields))


@clears_locals
async def asyncio(sourced_id: str, *, client: AsyncSender, fields: Names | None = None) -> SingleScoreScale:
    """As ``sync``, from an event loop."""
    return await endpoint_functions.asyncio(client, build(sourced_id, fields=fields))
