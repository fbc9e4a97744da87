"""List the groups of subject tracks"""

from timeback_api.edubridge._package import PACKAGE
from timeback_api.edubridge.models.track_group import TrackGroup, parse_track_group
from timeback_api.edubridge.models.track_group_list import TrackGroupList, parse_track_group_list
from timeback_runtime import endpoint_functions
from timeback_runtime.decoding import ResponseDecoder
from timeback_runtime.endpoint_functions import AsyncSender, Sender
from timeback_runtime.frames import clears_locals
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE,
    "listTrackGroups",
    "GET",
    "/subject-track/groups",
    {200: ResponseDecoder(parse_track_group_list, parse_track_group, collection=("groups",))},
    is_extension=True,
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


@clears_locals
def sync_detailed(*, client: Sender) -> Response[TrackGroupList]:
    """Send the request and return the reply with its status and headers. No status raises an exception."""
    return endpoint_functions.sync_detailed(client, build())


@clears_locals
def sync(*, client: Sender) -> TrackGroupList:
    """Send the request and return the model of the complete body. A status outside 2xx raises an ``APIStatusError``."""
    return endpoint_functions.sync(client, build())


@clears_locals
async def asyncio_detailed(*, client: AsyncSender) -> Response[TrackGroupList]:
    """Like ``sync_detailed``, but asynchronous."""
    return await endpoint_functions.asyncio_detailed(client, build())


@clears_locals
async def asyncio(*, client: AsyncSender) -> TrackGroupList:
    """Like ``sync``, but asynchronous."""
    return await endpoint_functions.asyncio(client, build())
