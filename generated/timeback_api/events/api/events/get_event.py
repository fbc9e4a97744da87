"""Read a stored event"""

from timeback_api.events._package import PACKAGE
from timeback_api.events.models.single_event import SingleEvent, parse_single_event
from timeback_api.events.models.stored_event import StoredEvent, parse_stored_event
from timeback_runtime import encoding, endpoint_functions
from timeback_runtime.decoding import ResponseDecoder
from timeback_runtime.endpoint_functions import AsyncSender, Sender
from timeback_runtime.frames import clears_locals
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE,
    "getEvent",
    "GET",
    "/caliper/events/{externalId}",
    {200: ResponseDecoder(parse_single_event, parse_stored_event, unwrap=(("event",),), absent_is_not_found=True)},
    is_extension=True,
)


@clears_locals
def build(external_id: str) -> Request[StoredEvent]:
    """Read a stored event.

    One stored event. A reply without an event means the same as the status 404.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        external_id: Id of the event as its sender chose it, such as `urn:uuid:f0a6ee0d-7e39-4b8d-9d3e-8f5c5e1e2a11`. It
            is not the number that the platform gave the event.

    Source: GET /caliper/events/{externalId} (getEvent).
    """
    return Request(OPERATION, f"/caliper/events/{encoding.path_segment('external_id', external_id)}")


@clears_locals
def sync_detailed(external_id: str, *, client: Sender) -> Response[SingleEvent]:
    """Send the request and return the reply with its status and headers. No status raises an exception."""
    return endpoint_functions.sync_detailed(client, build(external_id))


@clears_locals
def sync(external_id: str, *, client: Sender) -> SingleEvent:
    """Send the request and return the model of the complete body. A status outside 2xx raises an ``APIStatusError``."""
    return endpoint_functions.sync(client, build(external_id))


@clears_locals
async def asyncio_detailed(external_id: str, *, client: AsyncSender) -> Response[SingleEvent]:
    """Like ``sync_detailed``, but asynchronous."""
    return await endpoint_functions.asyncio_detailed(client, build(external_id))


@clears_locals
async def asyncio(external_id: str, *, client: AsyncSender) -> SingleEvent:
    """Like ``sync``, but asynchronous."""
    return await endpoint_functions.asyncio(client, build(external_id))
