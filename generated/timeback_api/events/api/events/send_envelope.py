"""Send events"""

from collections.abc import Mapping
from typing import Any

from timeback_api.events._package import PACKAGE
from timeback_api.events.models.envelope import Envelope
from timeback_api.events.models.receipt import Receipt, parse_receipt
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE, "sendEnvelope", "POST", "/caliper/event", {200: ResponseDecoder(parse_receipt, optional=True)},
    is_extension=True,
)


@clears_locals
def build(envelope: Envelope | Mapping[str, Any]) -> Request[Receipt | None]:
    """Send events.

    Checks an envelope and queues its events. The reply can name the job that stores them. It is not known whether the
    platform recognises an event that was sent before by its id, so an event that is sent again may count twice.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        envelope: The envelope with the events. It can contain events and entities of several types.

    Source: POST /caliper/event (sendEnvelope).
    """
    return Request(
        OPERATION, "/caliper/event", content=encoding.body("envelope", envelope, Envelope),
        content_type="application/json",
    )


@sends(build)
def sync_detailed(envelope: Envelope | Mapping[str, Any], *, client: Sender) -> Response[Receipt]: ...
@sends(build)
def sync(envelope: Envelope | Mapping[str, Any], *, client: Sender) -> Receipt | None: ...
@sends(build)
async def asyncio_detailed(envelope: Envelope | Mapping[str, Any], *, client: AsyncSender) -> Response[Receipt]: ...
@sends(build)
async def asyncio(envelope: Envelope | Mapping[str, Any], *, client: AsyncSender) -> Receipt | None: ...
