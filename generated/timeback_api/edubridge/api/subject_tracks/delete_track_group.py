"""Delete a group of subject tracks"""

from collections.abc import Mapping
from typing import Any

from timeback_api.edubridge._package import PACKAGE
from timeback_api.edubridge.models.track_group_key import TrackGroupKey
from timeback_runtime import encoding, endpoint_functions
from timeback_runtime.endpoint_functions import AsyncSender, Sender
from timeback_runtime.frames import clears_locals
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(PACKAGE, "deleteTrackGroup", "DELETE", "/subject-track/groups", {204: None}, is_extension=True)


@clears_locals
def build(track_group_key: TrackGroupKey | Mapping[str, Any]) -> Request[None]:
    """Delete a group of subject tracks.

    Removes the tracks of a group. The request has a body.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        track_group_key: The group.

    Source: DELETE /edubridge/subject-track/groups (deleteTrackGroup).
    """
    return Request(
        OPERATION,
        "/subject-track/groups",
        content=encoding.body("track_group_key", track_group_key, TrackGroupKey),
        content_type="application/json",
    )


@clears_locals
def sync_detailed(track_group_key: TrackGroupKey | Mapping[str, Any], *, client: Sender) -> Response[None]:
    """Send the request and return the reply with its status and headers. No status raises an exception."""
    return endpoint_functions.sync_detailed(client, build(track_group_key))


@clears_locals
def sync(track_group_key: TrackGroupKey | Mapping[str, Any], *, client: Sender) -> None:
    """Send the request and return the model of the complete body. A status outside 2xx raises an ``APIStatusError``."""
    endpoint_functions.sync(client, build(track_group_key))


@clears_locals
async def asyncio_detailed(
    track_group_key: TrackGroupKey | Mapping[str, Any], *, client: AsyncSender
) -> Response[None]:
    """Like ``sync_detailed``, but asynchronous."""
    return await endpoint_functions.asyncio_detailed(client, build(track_group_key))


@clears_locals
async def asyncio(track_group_key: TrackGroupKey | Mapping[str, Any], *, client: AsyncSender) -> None:
    """Like ``sync``, but asynchronous."""
    await endpoint_functions.asyncio(client, build(track_group_key))
