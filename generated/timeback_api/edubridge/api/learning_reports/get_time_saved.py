"""Read the time that a student saved"""

from timeback_api.edubridge._package import PACKAGE
from timeback_api.edubridge.models.single_time_saved import SingleTimeSaved, parse_single_time_saved
from timeback_api.edubridge.models.time_saved import TimeSaved, parse_time_saved
from timeback_runtime import encoding, endpoint_functions
from timeback_runtime.decoding import ResponseDecoder
from timeback_runtime.endpoint_functions import AsyncSender, Sender
from timeback_runtime.frames import clears_locals
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE,
    "getTimeSaved",
    "GET",
    "/time-saved/user/{userId}",
    {200: ResponseDecoder(parse_single_time_saved, parse_time_saved, unwrap=(("data",),))},
    is_extension=True,
)


@clears_locals
def build(user_id: str) -> Request[TimeSaved]:
    """Read the time that a student saved.

    The time that a student saved compared with a standard school. It counts the school days since the start of the
    school year or the earliest enrollment, whichever is later.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        user_id: Id of the user.

    Source: GET /edubridge/time-saved/user/{userId} (getTimeSaved).
    """
    return Request(OPERATION, f"/time-saved/user/{encoding.path_segment('user_id', user_id)}")


@clears_locals
def sync_detailed(user_id: str, *, client: Sender) -> Response[SingleTimeSaved]:
    """Send the request and return the reply with its status and headers. No status raises an exception."""
    return endpoint_functions.sync_detailed(client, build(user_id))


@clears_locals
def sync(user_id: str, *, client: Sender) -> SingleTimeSaved:
    """Send the request and return the model of the complete body. A status outside 2xx raises an ``APIStatusError``."""
    return endpoint_functions.sync(client, build(user_id))


@clears_locals
async def asyncio_detailed(user_id: str, *, client: AsyncSender) -> Response[SingleTimeSaved]:
    """Like ``sync_detailed``, but asynchronous."""
    return await endpoint_functions.asyncio_detailed(client, build(user_id))


@clears_locals
async def asyncio(user_id: str, *, client: AsyncSender) -> SingleTimeSaved:
    """Like ``sync``, but asynchronous."""
    return await endpoint_functions.asyncio(client, build(user_id))
