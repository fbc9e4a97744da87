"""List subject tracks"""

from timeback_api.edubridge._package import PACKAGE
from timeback_api.edubridge.models.subject_track import SubjectTrack, parse_subject_track
from timeback_api.edubridge.models.subject_track_list import SubjectTrackList, parse_subject_track_list
from timeback_runtime import endpoint_functions
from timeback_runtime.decoding import ResponseDecoder
from timeback_runtime.endpoint_functions import AsyncSender, Sender
from timeback_runtime.frames import clears_locals
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE,
    "listSubjectTracks",
    "GET",
    "/subject-track/",
    {200: ResponseDecoder(parse_subject_track_list, parse_subject_track, collection=("subjectTrack",))},
    is_extension=True,
)


@clears_locals
def build() -> Request[list[SubjectTrack]]:
    """List subject tracks.

    All subject tracks, without pages.

    An extension of the platform: another provider may answer 404 or 405.

    Source: GET /edubridge/subject-track/ (listSubjectTracks).
    """
    return Request(OPERATION, "/subject-track/")


@clears_locals
def sync_detailed(*, client: Sender) -> Response[SubjectTrackList]:
    """Send the request and return the reply with its status and headers. No status raises an exception."""
    return endpoint_functions.sync_detailed(client, build())


@clears_locals
def sync(*, client: Sender) -> SubjectTrackList:
    """Send the request and return the model of the complete body. A status outside 2xx raises an ``APIStatusError``."""
    return endpoint_functions.sync(client, build())


@clears_locals
async def asyncio_detailed(*, client: AsyncSender) -> Response[SubjectTrackList]:
    """Like ``sync_detailed``, but asynchronous."""
    return await endpoint_functions.asyncio_detailed(client, build())


@clears_locals
async def asyncio(*, client: AsyncSender) -> SubjectTrackList:
    """Like ``sync``, but asynchronous."""
    return await endpoint_functions.asyncio(client, build())
