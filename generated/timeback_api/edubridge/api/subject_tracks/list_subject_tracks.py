"""List subject tracks"""

from timeback_api.edubridge._package import PACKAGE
from timeback_api.edubridge.models.subject_track import SubjectTrack, parse_subject_track
from timeback_api.edubridge.models.subject_track_list import SubjectTrackList, parse_subject_track_list
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE, "listSubjectTracks", "GET", "/subject-track/",
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


@sends(build)
def sync_detailed(*, client: Sender) -> Response[SubjectTrackList]: ...
@sends(build)
def sync(*, client: Sender) -> SubjectTrackList: ...
@sends(build)
async def asyncio_detailed(*, client: AsyncSender) -> Response[SubjectTrackList]: ...
@sends(build)
async def asyncio(*, client: AsyncSender) -> SubjectTrackList: ...
