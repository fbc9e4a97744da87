"""Create a group of subject tracks"""

from collections.abc import Mapping
from typing import Any

from timeback_api.edubridge._package import PACKAGE
from timeback_api.edubridge.models.new_track_group import NewTrackGroup
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(PACKAGE, "createTrackGroup", "POST", "/subject-track/groups", {204: None}, is_extension=True)


@clears_locals
def build(new_track_group: NewTrackGroup | Mapping[str, Any]) -> Request[None]:
    """Create a group of subject tracks.

    Creates a track for each of the organisations, or a global track if there are none.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        new_track_group: The subject, the grade, the course and the organisations.

    Source: POST /edubridge/subject-track/groups (createTrackGroup).
    """
    return Request(
        OPERATION, "/subject-track/groups", content=encoding.body("new_track_group", new_track_group, NewTrackGroup),
        content_type="application/json",
    )


@sends(build)
def sync_detailed(new_track_group: NewTrackGroup | Mapping[str, Any], *, client: Sender) -> Response[None]: ...
@sends(build)
def sync(new_track_group: NewTrackGroup | Mapping[str, Any], *, client: Sender) -> None: ...
@sends(build)
async def asyncio_detailed(
    new_track_group: NewTrackGroup | Mapping[str, Any], *, client: AsyncSender,
) -> Response[None]: ...
@sends(build)
async def asyncio(new_track_group: NewTrackGroup | Mapping[str, Any], *, client: AsyncSender) -> None: ...
