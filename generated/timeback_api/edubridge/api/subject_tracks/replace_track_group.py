"""Replace a group of subject tracks"""

from collections.abc import Mapping
from typing import Any

from timeback_api.edubridge._package import PACKAGE
from timeback_api.edubridge.models.track_group_change import TrackGroupChange
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(PACKAGE, "replaceTrackGroup", "PUT", "/subject-track/groups", {204: None}, is_extension=True)


@clears_locals
def build(track_group_change: TrackGroupChange | Mapping[str, Any]) -> Request[None]:
    """Replace a group of subject tracks.

    Replaces the tracks of a group. Subject, grade, `currentCourseId` and `isGlobal` identify the group.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        track_group_change: The group and its new tracks.

    Source: PUT /edubridge/subject-track/groups (replaceTrackGroup).
    """
    return Request(
        OPERATION, "/subject-track/groups",
        content=encoding.body("track_group_change", track_group_change, TrackGroupChange, mode="replace"),
        content_type="application/json",
    )


@sends(build)
def sync_detailed(track_group_change: TrackGroupChange | Mapping[str, Any], *, client: Sender) -> Response[None]: ...
@sends(build)
def sync(track_group_change: TrackGroupChange | Mapping[str, Any], *, client: Sender) -> None: ...
@sends(build)
async def asyncio_detailed(
    track_group_change: TrackGroupChange | Mapping[str, Any], *, client: AsyncSender,
) -> Response[None]: ...
@sends(build)
async def asyncio(track_group_change: TrackGroupChange | Mapping[str, Any], *, client: AsyncSender) -> None: ...
