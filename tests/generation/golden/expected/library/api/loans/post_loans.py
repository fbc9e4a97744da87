"""Create loans"""

from timeback_api.library._package import PACKAGE
from timeback_api.library.models.loan import Loan
from timeback_runtime import encoding, endpoint_functions
from timeback_runtime.endpoint_functions import AsyncSender, Sender
from timeback_runtime.frames import clears_locals
from timeback_runtime.messages import Operation, Reader, Request, Response, echo
from timeback_runtime.validators import Many, One


OPERATION = Operation(
    PACKAGE,
    "postLoans",
    "POST",
    "/loans",
    {
        200: Reader(echo, shape=int),
    },
)


@clears_locals
def build(body: list[Loan]) -> Request[int]:
    """Create loans.

    Lends several books at once.

    Args:
        body: The loans.

    Source: POST /lib/v1/loans (postLoans).
    """
    return Request(
        OPERATION,
        "/loans",
        content=encoding.raw_body("body", body, Many(One(Loan), 1)),
        content_type="application/json",
    )


@clears_locals
def sync_detailed(body: list[Loan], *, client: Sender) -> Response[int]:
    """Send it, and give the reply with its status and headers; raises for no status."""
    return endpoint_functions.sync_detailed(client, build(body))


@clears_locals
def sync(body: list[Loan], *, client: Sender) -> int:
    """Send it, and give the body as it is on the wire; raises an ``APIStatusError`` for a status outside 2xx."""
    return endpoint_functions.sync(client, build(body))


@clears_locals
async def asyncio_detailed(body: list[Loan], *, client: AsyncSender) -> Response[int]:
    """As ``sync_detailed``, from an event loop."""
    return await endpoint_functions.asyncio_detailed(client, build(body))


@clears_locals
async def asyncio(body: list[Loan], *, client: AsyncSender) -> int:
    """As ``sync``, from an event loop."""
    return await endpoint_functions.asyncio(client, build(body))
