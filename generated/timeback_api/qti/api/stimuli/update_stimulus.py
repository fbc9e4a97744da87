"""Replace a stimulus"""

from collections.abc import Mapping
from typing import Any

from timeback_api.qti._package import PACKAGE
from timeback_api.qti.models.stimulus import Stimulus, parse_stimulus
from timeback_runtime import encoding, endpoint_functions
from timeback_runtime.endpoint_functions import AsyncSender, Sender
from timeback_runtime.frames import clears_locals
from timeback_runtime.messages import Operation, Reader, Request, Response


OPERATION = Operation(
    PACKAGE,
    "updateStimulus",
    "PUT",
    "/stimuli/{identifier}",
    {
        200: Reader(parse_stimulus, optional=True),
    },
)


@clears_locals
def build(identifier: str, stimulus: Stimulus | Mapping[str, Any]) -> Request[Stimulus | None]:
    """Replace a stimulus.

    Puts the given stimulus in the place of the stored one. Its `content` is HTML again, not the tree.

    Args:
        identifier: Identifier of the stimulus.
        stimulus: The whole stimulus.

    Source: PUT /api/stimuli/{identifier} (updateStimulus).
    """
    return Request(
        OPERATION,
        f"/stimuli/{encoding.segment('identifier', identifier)}",
        content=encoding.body("stimulus", stimulus, Stimulus, mode="replace"),
        content_type="application/json",
    )


@clears_locals
def sync_detailed(identifier: str, stimulus: Stimulus | Mapping[str, Any], *, client: Sender) -> Response[Stimulus]:
    """Send it, and give the reply with its status and headers; raises for no status."""
    return endpoint_functions.sync_detailed(client, build(identifier, stimulus))


@clears_locals
def sync(identifier: str, stimulus: Stimulus | Mapping[str, Any], *, client: Sender) -> Stimulus | None:
    """Send it, and give the body as it is on the wire; raises an ``APIStatusError`` for a status outside 2xx."""
    return endpoint_functions.sync(client, build(identifier, stimulus))


@clears_locals
async def asyncio_detailed(
    identifier: str, stimulus: Stimulus | Mapping[str, Any], *, client: AsyncSender,
) -> Response[Stimulus]:
    """As ``sync_detailed``, from an event loop."""
    return await endpoint_functions.asyncio_detailed(client, build(identifier, stimulus))


@clears_locals
async def asyncio(identifier: str, stimulus: Stimulus | Mapping[str, Any], *, client: AsyncSender) -> Stimulus | None:
    """As ``sync``, from an event loop."""
    return await endpoint_functions.asyncio(client, build(identifier, stimulus))
