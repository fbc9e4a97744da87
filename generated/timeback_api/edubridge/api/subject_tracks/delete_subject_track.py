"""Delete a subject track"""

from timeback_api.edubridge._package import PACKAGE
from timeback_api.edubridge.models.no_data import NoData, parse_no_data
from timeback_runtime import encoding, endpoint_functions
from timeback_runtime.decoding import ResponseDecoder
from timeback_runtime.endpoint_functions import AsyncSender, Sender
from timeback_runtime.frames import clears_locals
from timeback_runtime.messages import Operation, Request, Response

_RESERVED_TRACK_ID = frozenset({"groups"})
OPERATION = Operation(
    PACKAGE,
    "deleteSubjectTrack",
    "DELETE",
    "/subject-track/{trackId}",
    {200: ResponseDecoder(parse_no_data)},
    is_extension=True,
)


@clears_locals
def build(track_id: str) -> Request[NoData]:
    """Delete a subject track.

    Removes a subject track.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        track_id: Id of the subject track.

    Source: DELETE /edubridge/subject-track/{trackId} (deleteSubjectTrack).
    """
    return Request(OPERATION, f"/subject-track/{encoding.path_segment('track_id', track_id, _RESERVED_TRACK_ID)}")


@clears_locals
def sync_detailed(track_id: str, *, client: Sender) -> Response[NoData]:
    """Send the request and return the reply with its status and headers. No status raises an exception."""
    return endpoint_functions.sync_detailed(client, build(track_id))


@clears_locals
def sync(track_id: str, *, client: Sender) -> NoData:
    """Send the request and return the model of the complete body. A status outside 2xx raises an ``APIStatusError``."""
    return endpoint_functions.sync(client, build(track_id))


@clears_locals
async def asyncio_detailed(track_id: str, *, client: AsyncSender) -> Response[NoData]:
    """Like ``sync_detailed``, but asynchronous."""
    return await endpoint_functions.asyncio_detailed(client, build(track_id))


@clears_locals
async def asyncio(track_id: str, *, client: AsyncSender) -> NoData:
    """Like ``sync``, but asynchronous."""
    return await endpoint_functions.asyncio(client, build(track_id))
