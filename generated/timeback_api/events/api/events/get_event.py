"""Read a stored event"""

from timeback_api.events._package import PACKAGE
from timeback_api.events.models.single_event import SingleEvent, parse_single_event
from timeback_api.events.models.stored_event import StoredEvent, parse_stored_event
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE, "getEvent", "GET", "/caliper/events/{externalId}",
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


@sends(build)
def sync_detailed(external_id: str, *, client: Sender) -> Response[SingleEvent]: ...
@sends(build)
def sync(external_id: str, *, client: Sender) -> SingleEvent: ...
@sends(build)
async def asyncio_detailed(external_id: str, *, client: AsyncSender) -> Response[SingleEvent]: ...
@sends(build)
async def asyncio(external_id: str, *, client: AsyncSender) -> SingleEvent: ...
