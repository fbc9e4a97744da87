"""Check events"""

from collections.abc import Mapping
from typing import Any

from timeback_api.common.models.outcome import Outcome, parse_outcome
from timeback_api.events._package import PACKAGE
from timeback_api.events.models.envelope import Envelope
from timeback_runtime import encoding, endpoint_functions
from timeback_runtime.decoding import ResponseDecoder
from timeback_runtime.endpoint_functions import AsyncSender, Sender
from timeback_runtime.frames import clears_locals
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE,
    "validateEnvelope",
    "POST",
    "/caliper/event/validate",
    {200: ResponseDecoder(parse_outcome)},
    is_extension=True,
)


@clears_locals
def build(envelope: Envelope | Mapping[str, Any]) -> Request[Outcome]:
    """Check events.

    Checks an envelope as if it were sent, and stores nothing. The status 400 means that the envelope is invalid; its
    body explains why.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        envelope: The envelope to check.

    Source: POST /caliper/event/validate (validateEnvelope).
    """
    return Request(
        OPERATION,
        "/caliper/event/validate",
        content=encoding.body("envelope", envelope, Envelope),
        content_type="application/json",
    )


@clears_locals
def sync_detailed(envelope: Envelope | Mapping[str, Any], *, client: Sender) -> Response[Outcome]:
    """Send the request and return the reply with its status and headers. No status raises an exception."""
    return endpoint_functions.sync_detailed(client, build(envelope))


@clears_locals
def sync(envelope: Envelope | Mapping[str, Any], *, client: Sender) -> Outcome:
    """Send the request and return the model of the complete body. A status outside 2xx raises an ``APIStatusError``."""
    return endpoint_functions.sync(client, build(envelope))


@clears_locals
async def asyncio_detailed(envelope: Envelope | Mapping[str, Any], *, client: AsyncSender) -> Response[Outcome]:
    """Like ``sync_detailed``, but asynchronous."""
    return await endpoint_functions.asyncio_detailed(client, build(envelope))


@clears_locals
async def asyncio(envelope: Envelope | Mapping[str, Any], *, client: AsyncSender) -> Outcome:
    """Like ``sync``, but asynchronous."""
    return await endpoint_functions.asyncio(client, build(envelope))
