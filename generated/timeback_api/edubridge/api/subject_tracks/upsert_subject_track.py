"""Create or replace a subject track"""

from collections.abc import Mapping
from typing import Any

from timeback_api.edubridge._package import PACKAGE
from timeback_api.edubridge.models.new_subject_track import NewSubjectTrack
from timeback_api.edubridge.models.single_subject_track import SingleSubjectTrack, parse_single_subject_track
from timeback_api.edubridge.models.subject_track import SubjectTrack, parse_subject_track
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE, "upsertSubjectTrack", "PUT", "/subject-track/",
    {200: ResponseDecoder(parse_single_subject_track, parse_subject_track, unwrap=(("subjectTrack",),), optional=True)},
    is_extension=True,
)


@clears_locals
def build(new_subject_track: NewSubjectTrack | Mapping[str, Any]) -> Request[SubjectTrack | None]:
    """Create or replace a subject track.

    Sets the course of a subject and grade, for one organisation or for all. There is one track for each combination of
    subject, grade and organisation. The server chooses its id.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        new_subject_track: The subject, the grade and the course.

    Source: PUT /edubridge/subject-track/ (upsertSubjectTrack).
    """
    return Request(
        OPERATION, "/subject-track/",
        content=encoding.body("new_subject_track", new_subject_track, NewSubjectTrack, mode="replace"),
        content_type="application/json",
    )


@sends(build)
def sync_detailed(
    new_subject_track: NewSubjectTrack | Mapping[str, Any], *, client: Sender,
) -> Response[SingleSubjectTrack]: ...
@sends(build)
def sync(new_subject_track: NewSubjectTrack | Mapping[str, Any], *, client: Sender) -> SingleSubjectTrack | None: ...
@sends(build)
async def asyncio_detailed(
    new_subject_track: NewSubjectTrack | Mapping[str, Any], *, client: AsyncSender,
) -> Response[SingleSubjectTrack]: ...
@sends(build)
async def asyncio(
    new_subject_track: NewSubjectTrack | Mapping[str, Any], *, client: AsyncSender,
) -> SingleSubjectTrack | None: ...
