"""Create or replace a subject track"""

from collections.abc import Mapping
from typing import Any

from timeback_api.edubridge._package import PACKAGE
from timeback_api.edubridge.models.new_subject_track import NewSubjectTrack
from timeback_api.edubridge.models.single_subject_track import SingleSubjectTrack, parse_single_subject_track
from timeback_api.edubridge.models.subject_track import SubjectTrack, parse_subject_track
from timeback_runtime import encoding, endpoint_functions
from timeback_runtime.decoding import ResponseDecoder
from timeback_runtime.endpoint_functions import AsyncSender, Sender
from timeback_runtime.frames import clears_locals
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE,
    "upsertSubjectTrack",
    "PUT",
    "/subject-track/",
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
        OPERATION,
        "/subject-track/",
        content=encoding.body("new_subject_track", new_subject_track, NewSubjectTrack, mode="replace"),
        content_type="application/json",
    )


@clears_locals
def sync_detailed(
    new_subject_track: NewSubjectTrack | Mapping[str, Any], *, client: Sender
) -> Response[SingleSubjectTrack]:
    """Send the request and return the reply with its status and headers. No status raises an exception."""
    return endpoint_functions.sync_detailed(client, build(new_subject_track))


@clears_locals
def sync(new_subject_track: NewSubjectTrack | Mapping[str, Any], *, client: Sender) -> SingleSubjectTrack | None:
    """Send the request and return the model of the complete body. A status outside 2xx raises an ``APIStatusError``."""
    return endpoint_functions.sync(client, build(new_subject_track))


@clears_locals
async def asyncio_detailed(
    new_subject_track: NewSubjectTrack | Mapping[str, Any], *, client: AsyncSender
) -> Response[SingleSubjectTrack]:
    """Like ``sync_detailed``, but asynchronous."""
    return await endpoint_functions.asyncio_detailed(client, build(new_subject_track))


@clears_locals
async def asyncio(
    new_subject_track: NewSubjectTrack | Mapping[str, Any], *, client: AsyncSender
) -> SingleSubjectTrack | None:
    """Like ``sync``, but asynchronous."""
    return await endpoint_functions.asyncio(client, build(new_subject_track))
