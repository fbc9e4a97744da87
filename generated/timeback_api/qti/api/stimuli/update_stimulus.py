"""Replace a stimulus"""

from collections.abc import Mapping
from typing import Any

from timeback_api.qti._package import PACKAGE
from timeback_api.qti.models.stimulus import Stimulus, parse_stimulus
from timeback_runtime import encoding, endpoint_functions
from timeback_runtime.decoding import ResponseDecoder
from timeback_runtime.endpoint_functions import AsyncSender, Sender
from timeback_runtime.frames import clears_locals
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE,
    "updateStimulus",
    "PUT",
    "/stimuli/{identifier}",
    {200: ResponseDecoder(parse_stimulus, optional=True)},
    is_extension=True,
)


@clears_locals
def build(identifier: str, stimulus: Stimulus | Mapping[str, Any]) -> Request[Stimulus | None]:
    """Replace a stimulus.

    Replaces the stored stimulus. Its `content` is HTML here, not the tree.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        identifier: Identifier of the stimulus.
        stimulus: The complete stimulus.

    Source: PUT /api/stimuli/{identifier} (updateStimulus).
    """
    return Request(
        OPERATION,
        f"/stimuli/{encoding.path_segment('identifier', identifier)}",
        content=encoding.body("stimulus", stimulus, Stimulus, mode="replace"),
        content_type="application/json",
    )


@clears_locals
def sync_detailed(identifier: str, stimulus: Stimulus | Mapping[str, Any], *, client: Sender) -> Response[Stimulus]:
    """Send the request and return the reply with its status and headers. No status raises an exception."""
    return endpoint_functions.sync_detailed(client, build(identifier, stimulus))


@clears_locals
def sync(identifier: str, stimulus: Stimulus | Mapping[str, Any], *, client: Sender) -> Stimulus | None:
    """Send the request and return the model of the complete body. A status outside 2xx raises an ``APIStatusError``."""
    return endpoint_functions.sync(client, build(identifier, stimulus))


@clears_locals
async def asyncio_detailed(
    identifier: str, stimulus: Stimulus | Mapping[str, Any], *, client: AsyncSender
) -> Response[Stimulus]:
    """Like ``sync_detailed``, but asynchronous."""
    return await endpoint_functions.asyncio_detailed(client, build(identifier, stimulus))


@clears_locals
async def asyncio(identifier: str, stimulus: Stimulus | Mapping[str, Any], *, client: AsyncSender) -> Stimulus | None:
    """Like ``sync``, but asynchronous."""
    return await endpoint_functions.asyncio(client, build(identifier, stimulus))
