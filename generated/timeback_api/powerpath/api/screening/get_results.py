"""Read the screening results of a student"""

from timeback_api.powerpath._package import PACKAGE
from timeback_api.powerpath.models.screening_result import ScreeningResult, parse_screening_result
from timeback_runtime import encoding, endpoint_functions
from timeback_runtime.endpoint_functions import AsyncSender, Sender
from timeback_runtime.frames import clears_locals
from timeback_runtime.messages import Operation, Reader, Request, Response


OPERATION = Operation(
    PACKAGE,
    "getResults",
    "GET",
    "/screening/results/{userId}",
    {
        200: Reader(lambda v: {k: parse_screening_result(i) if type(i) is dict else i for k, i in v.items()} if type(v) is dict else v),
    },
)


@clears_locals
def build(user_id: str) -> Request[dict[str, ScreeningResult]]:
    """Read the screening results of a student.

    The newest result of each screening test, under the name of its subject.

    Args:
        user_id: Id of the student.

    Source: GET /powerpath/screening/results/{userId} (getResults).
    """
    return Request(
        OPERATION,
        f"/screening/results/{encoding.segment('user_id', user_id)}",
    )


@clears_locals
def sync_detailed(user_id: str, *, client: Sender) -> Response[dict[str, ScreeningResult]]:
    """Send it, and give the reply with its status and headers; raises for no status."""
    return endpoint_functions.sync_detailed(client, build(user_id))


@clears_locals
def sync(user_id: str, *, client: Sender) -> dict[str, ScreeningResult]:
    """Send it, and give the body as it is on the wire; raises an ``APIStatusError`` for a status outside 2xx."""
    return endpoint_functions.sync(client, build(user_id))


@clears_locals
async def asyncio_detailed(user_id: str, *, client: AsyncSender) -> Response[dict[str, ScreeningResult]]:
    """As ``sync_detailed``, from an event loop."""
    return await endpoint_functions.asyncio_detailed(client, build(user_id))


@clears_locals
async def asyncio(user_id: str, *, client: AsyncSender) -> dict[str, ScreeningResult]:
    """As ``sync``, from an event loop."""
    return await endpoint_functions.asyncio(client, build(user_id))
