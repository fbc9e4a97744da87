"""Delete a subject track"""

from timeback_api.edubridge._package import PACKAGE
from timeback_api.edubridge.models.no_data import NoData, parse_no_data
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

_RESERVED_TRACK_ID = frozenset({"groups"})
OPERATION = Operation(
    PACKAGE, "deleteSubjectTrack", "DELETE", "/subject-track/{trackId}", {200: ResponseDecoder(parse_no_data)},
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


@sends(build)
def sync_detailed(track_id: str, *, client: Sender) -> Response[NoData]: ...
@sends(build)
def sync(track_id: str, *, client: Sender) -> NoData: ...
@sends(build)
async def asyncio_detailed(track_id: str, *, client: AsyncSender) -> Response[NoData]: ...
@sends(build)
async def asyncio(track_id: str, *, client: AsyncSender) -> NoData: ...
