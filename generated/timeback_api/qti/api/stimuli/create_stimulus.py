"""Create a stimulus"""

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
    "createStimulus",
    "POST",
    "/stimuli",
    {
        201: Reader(parse_stimulus),
    },
)


@clears_locals
def build(stimulus: Stimulus | Mapping[str, Any]) -> Request[Stimulus]:
    """Create a stimulus.

    Stores new material from its HTML and builds the QTI document around it.

    Args:
        stimulus: The stimulus.

    Source: POST /api/stimuli (createStimulus).
    """
    return Request(
        OPERATION,
        "/stimuli",
        content=encoding.body("stimulus", stimulus, Stimulus),
        content_type="application/json",
    )


@clears_locals
def sync_detailed(stimulus: Stimulus | Mapping[str, Any], *, client: Sender) -> Response[Stimulus]:
    """Send it, and give the reply with its status and headers; raises for no status."""
    return endpoint_functions.sync_detailed(client, build(stimulus))


@clears_locals
def sync(stimulus: Stimulus | Mapping[str, Any], *, client: Sender) -> Stimulus:
    """Send it, and give the body as it is on the wire; raises an ``APIStatusError`` for a status outside 2xx."""
    return endpoint_functions.sync(client, build(stimulus))


@clears_locals
async def asyncio_detailed(stimulus: Stimulus | Mapping[str, Any], *, client: AsyncSender) -> Response[Stimulus]:
    """As ``sync_detailed``, from an event loop."""
    return await endpoint_functions.asyncio_detailed(client, build(stimulus))


@clears_locals
async def asyncio(stimulus: Stimulus | Mapping[str, Any], *, client: AsyncSender) -> Stimulus:
    """As ``sync``, from an event loop."""
    return await endpoint_functions.asyncio(client, build(stimulus))
