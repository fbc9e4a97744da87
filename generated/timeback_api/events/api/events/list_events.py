"""List stored events"""

import datetime
from os import PathLike

from timeback_api.events._package import PACKAGE
from timeback_api.events.models.event_list import EventList, parse_event_list
from timeback_api.events.models.stored_event import StoredEvent, parse_stored_event
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, iterates, sends
from timeback_runtime.messages import Iteration, Operation, Request, Response
from timeback_runtime.validators import DATETIME, INTEGER, TEXT, Bounded

_LIMIT = Bounded(INTEGER, 1, None)
_OFFSET = Bounded(INTEGER, 0, None)
_SENSOR = TEXT
_START_DATE = DATETIME
_END_DATE = DATETIME
_ACTOR_ID = TEXT
_ACTOR_EMAIL = TEXT
OPERATION = Operation(
    PACKAGE, "listEvents", "GET", "/caliper/events",
    {200: ResponseDecoder(parse_event_list, parse_stored_event, collection=("events",))}, paging="offset",
    is_extension=True,
)


@clears_locals
def build(
    *, limit: int | None = None, offset: int | None = None, sensor: str | None = None,
    start_date: datetime.datetime | None = None, end_date: datetime.datetime | None = None, actor_id: str | None = None,
    actor_email: str | None = None,
) -> Request[list[StoredEvent]]:
    """List stored events.

    The events that match all given parameters, one page at a time. The order is not documented. The reply has the
    number of all matching events under `pagination`.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        limit: Largest number of events to return.
        offset: Number of matching objects to skip, counted from the first.
        sensor: IRI of the sensor that sent the events.
        start_date: Time from which on events are returned.
        end_date: Time up to which events are returned.
        actor_id: IRI of the actor of the events.
        actor_email: E-mail address of the actor of the events.

    Source: GET /caliper/events (listEvents).
    """
    return Request(
        OPERATION, "/caliper/events",
        encoding.query(
            ("limit", encoding.parameter("limit", limit, _LIMIT)),
            ("offset", encoding.parameter("offset", offset, _OFFSET)),
            ("sensor", encoding.parameter("sensor", sensor, _SENSOR)),
            ("startDate", encoding.parameter("start_date", start_date, _START_DATE)),
            ("endDate", encoding.parameter("end_date", end_date, _END_DATE)),
            ("actorId", encoding.parameter("actor_id", actor_id, _ACTOR_ID)),
            ("actorEmail", encoding.parameter("actor_email", actor_email, _ACTOR_EMAIL)),
        ),
    )


@iterates
def build_iter(
    *, offset: int | None = None, sensor: str | None = None, start_date: datetime.datetime | None = None,
    end_date: datetime.datetime | None = None, actor_id: str | None = None, actor_email: str | None = None,
    page_size: int | None = None, max_items: int | None = None, checkpoint: PathLike[str] | str | None = None,
) -> Iteration[StoredEvent]:
    return Iteration(
        build(
            offset=offset, sensor=sensor, start_date=start_date, end_date=end_date, actor_id=actor_id,
            actor_email=actor_email,
        ),
        page_size, max_items, checkpoint,
    )


@sends(build)
def sync_detailed(
    *, client: Sender, limit: int | None = None, offset: int | None = None, sensor: str | None = None,
    start_date: datetime.datetime | None = None, end_date: datetime.datetime | None = None, actor_id: str | None = None,
    actor_email: str | None = None,
) -> Response[EventList]: ...
@sends(build)
def sync(
    *, client: Sender, limit: int | None = None, offset: int | None = None, sensor: str | None = None,
    start_date: datetime.datetime | None = None, end_date: datetime.datetime | None = None, actor_id: str | None = None,
    actor_email: str | None = None,
) -> EventList: ...
@sends(build)
async def asyncio_detailed(
    *, client: AsyncSender, limit: int | None = None, offset: int | None = None, sensor: str | None = None,
    start_date: datetime.datetime | None = None, end_date: datetime.datetime | None = None, actor_id: str | None = None,
    actor_email: str | None = None,
) -> Response[EventList]: ...
@sends(build)
async def asyncio(
    *, client: AsyncSender, limit: int | None = None, offset: int | None = None, sensor: str | None = None,
    start_date: datetime.datetime | None = None, end_date: datetime.datetime | None = None, actor_id: str | None = None,
    actor_email: str | None = None,
) -> EventList: ...
