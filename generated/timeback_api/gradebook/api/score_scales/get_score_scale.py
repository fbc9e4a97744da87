"""Read a score scale"""

from timeback_api._core import calls, encode
from timeback_api._core.calls import AsyncSender, Sender
from timeback_api._core.encode import Names
from timeback_api._core.frames import clears_locals
from timeback_api._core.wire import Operation, Reader, Request, Response
from timeback_api.gradebook._package import PACKAGE
from timeback_api.gradebook.models.score_scale import ScoreScale, parse_score_scale
from timeback_api.gradebook.models.single_score_scale import SingleScoreScale, parse_single_score_scale


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
        f"/scoreScales/{encode.segment('sourced_id', sourced_id)}",
        encode.query(
            ("fields", encode.names("fields", fields, ScoreScale)),
        ),
        partial=fields is not None,
    )


@clears_locals
def sync_detailed(sourced_id: str, *, client: Sender, fields: Names | None = None) -> Response[SingleScoreScale]:
    """Send it, and give the reply with its status and headers; raises for no status."""
    return calls.sync_detailed(client, build(sourced_id, fields=fields))


@clears_locals
def sync(sourced_id: str, *, client: Sender, fields: Names | None = None) -> SingleScoreScale:
    """Send it, and give the body as it is on the wire; raises an ``APIStatusError`` for a status outside 2xx."""
    return calls.sync(client, build(sourced_id, fields=fields))


@clears_locals
async def asyncio_detailed(
    sourced_id: str, *, client: AsyncSender, fields: Names | None = None,
) -> Response[SingleScoreScale]:
    """As ``sync_detailed``, from an event loop."""
    return await calls.asyncio_detailed(client, build(sourced_id, fields=fields))


@clears_locals
async def asyncio(sourced_id: str, *, client: AsyncSender, fields: Names | None = None) -> SingleScoreScale:
    """As ``sync``, from an event loop."""
    return await calls.asyncio(client, build(sourced_id, fields=fields))
