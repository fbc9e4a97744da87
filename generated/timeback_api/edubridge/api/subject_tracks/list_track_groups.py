"""List the groups of subject tracks"""

from timeback_api.edubridge._package import PACKAGE
from timeback_api.edubridge.models.track_group import TrackGroup, parse_track_group
from timeback_api.edubridge.models.track_group_list import TrackGroupList, parse_track_group_list
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE, "listTrackGroups", "GET", "/subject-track/groups",
    {200: ResponseDecoder(parse_track_group_list, parse_track_group, collection=("groups",))}, is_extension=True,
)


@clears_locals
def build() -> Request[list[TrackGroup]]:
    """List the groups of subject tracks.

    The subject tracks in groups of the same subject, grade and course. A group is global, or has a track for each of
    its organisations.

    An extension of the platform: another provider may answer 404 or 405.

    Source: GET /edubridge/subject-track/groups (listTrackGroups).
    """
    return Request(OPERATION, "/subject-track/groups")


@sends(build)
def sync_detailed(*, client: Sender) -> Response[TrackGroupList]: ...
@sends(build)
def sync(*, client: Sender) -> TrackGroupList: ...
@sends(build)
async def asyncio_detailed(*, client: AsyncSender) -> Response[TrackGroupList]: ...
@sends(build)
async def asyncio(*, client: AsyncSender) -> TrackGroupList: ...
