"""Create a stimulus"""

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
    PACKAGE, "createStimulus", "POST", "/stimuli", {201: ResponseDecoder(parse_stimulus)}, is_extension=True
)


@clears_locals
def build(stimulus: Stimulus | Mapping[str, Any]) -> Request[Stimulus]:
    """Create a stimulus.

    Creates a stimulus from HTML and generates its QTI document.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        stimulus: The stimulus.

    Source: POST /api/stimuli (createStimulus).
    """
    return Request(
        OPERATION, "/stimuli", content=encoding.body("stimulus", stimulus, Stimulus), content_type="application/json"
    )


@clears_locals
def sync_detailed(stimulus: Stimulus | Mapping[str, Any], *, client: Sender) -> Response[Stimulus]:
    """Send the request and return the reply with its status and headers. No status raises an exception."""
    return endpoint_functions.sync_detailed(client, build(stimulus))


@clears_locals
def sync(stimulus: Stimulus | Mapping[str, Any], *, client: Sender) -> Stimulus:
    """Send the request and return the model of the complete body. A status outside 2xx raises an ``APIStatusError``."""
    return endpoint_functions.sync(client, build(stimulus))


@clears_locals
async def asyncio_detailed(stimulus: Stimulus | Mapping[str, Any], *, client: AsyncSender) -> Response[Stimulus]:
    """Like ``sync_detailed``, but asynchronous."""
    return await endpoint_functions.asyncio_detailed(client, build(stimulus))


@clears_locals
async def asyncio(stimulus: Stimulus | Mapping[str, Any], *, client: AsyncSender) -> Stimulus:
    """Like ``sync``, but asynchronous."""
    return await endpoint_functions.asyncio(client, build(stimulus))
