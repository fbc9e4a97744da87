"""Read the screening session of a student"""

from timeback_api.powerpath._package import PACKAGE
from timeback_api.powerpath.models.screening_session import ScreeningSession, parse_screening_session
from timeback_runtime import encoding, endpoint_functions
from timeback_runtime.endpoint_functions import AsyncSender, Sender
from timeback_runtime.frames import clears_locals
from timeback_runtime.messages import Operation, Reader, Request, Response


OPERATION = Operation(
    PACKAGE,
    "getSession",
    "GET",
    "/screening/session/{userId}",
    {
        200: Reader(parse_screening_session),
    },
)


@clears_locals
def build(user_id: str) -> Request[ScreeningSession]:
    """Read the screening session of a student.

    The session at the test provider, with the credentials of the student and the assigned test.

    Args:
        user_id: Id of the student.

    Source: GET /powerpath/screening/session/{userId} (getSession).
    """
    return Request(
        OPERATION,
        f"/screening/session/{encoding.segment('user_id', user_id, frozenset({'reset'}))}",
    )


@clears_locals
def sync_detailed(user_id: str, *, client: Sender) -> Response[ScreeningSession]:
    """Send it, and give the reply with its status and headers; raises for no status."""
    return endpoint_functions.sync_detailed(client, build(user_id))


@clears_locals
def sync(user_id: str, *, client: Sender) -> ScreeningSession:
    """Send it, and give the body as it is on the wire; raises an ``APIStatusError`` for a status outside 2xx."""
    return endpoint_functions.sync(client, build(user_id))


@clears_locals
async def asyncio_detailed(user_id: str, *, client: AsyncSender) -> Response[ScreeningSession]:
    """As ``sync_detailed``, from an event loop."""
    return await endpoint_functions.asyncio_detailed(client, build(user_id))


@clears_locals
async def asyncio(user_id: str, *, client: AsyncSender) -> ScreeningSession:
    """As ``sync``, from an event loop."""
    return await endpoint_functions.asyncio(client, build(user_id))
