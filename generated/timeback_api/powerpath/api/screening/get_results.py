"""Read the screening results of a student"""

from timeback_api._core import calls, encode
from timeback_api._core.calls import AsyncSender, Sender
from timeback_api._core.frames import clears_locals
from timeback_api._core.wire import Operation, Reader, Request, Response
from timeback_api.powerpath._package import PACKAGE
from timeback_api.powerpath.models.screening_result import ScreeningResult, parse_screening_result


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
        f"/screening/results/{encode.segment('user_id', user_id)}",
    )


@clears_locals
def sync_detailed(user_id: str, *, client: Sender) -> Response[dict[str, ScreeningResult]]:
    """Send it, and give the reply with its status and headers; raises for no status."""
    return calls.sync_detailed(client, build(user_id))


@clears_locals
def sync(user_id: str, *, client: Sender) -> dict[str, ScreeningResult]:
    """Send it, and give the body as it is on the wire; raises an ``APIStatusError`` for a status outside 2xx."""
    return calls.sync(client, build(user_id))


@clears_locals
async def asyncio_detailed(user_id: str, *, client: AsyncSender) -> Response[dict[str, ScreeningResult]]:
    """As ``sync_detailed``, from an event loop."""
    return await calls.asyncio_detailed(client, build(user_id))


@clears_locals
async def asyncio(user_id: str, *, client: AsyncSender) -> dict[str, ScreeningResult]:
    """As ``sync``, from an event loop."""
    return await calls.asyncio(client, build(user_id))
