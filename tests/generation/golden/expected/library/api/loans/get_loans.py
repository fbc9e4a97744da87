"""List loans"""

from timeback_api.library._package import PACKAGE
from timeback_api.library.models.loan import Loan, parse_loan
from timeback_runtime import endpoint_functions
from timeback_runtime.endpoint_functions import AsyncSender, Sender
from timeback_runtime.frames import clears_locals
from timeback_runtime.messages import Operation, Reader, Request, Response


OPERATION = Operation(
    PACKAGE,
    "getLoans",
    "GET",
    "/loans",
    {
        200: Reader(lambda v: {k: parse_loan(i) if type(i) is dict else i for k, i in v.items()} if type(v) is dict else v),
    },
)


@clears_locals
def build() -> Request[dict[str, Loan]]:
    """List loans.

    All loans by day.

    Source: GET /lib/v1/loans (getLoans).
    """
    return Request(
        OPERATION,
        "/loans",
    )


@clears_locals
def sync_detailed(*, client: Sender) -> Response[dict[str, Loan]]:
    """Send it, and give the reply with its status and headers; raises for no status."""
    return endpoint_functions.sync_detailed(client, build())


@clears_locals
def sync(*, client: Sender) -> dict[str, Loan]:
    """Send it, and give the body as it is on the wire; raises an ``APIStatusError`` for a status outside 2xx."""
    return endpoint_functions.sync(client, build())


@clears_locals
async def asyncio_detailed(*, client: AsyncSender) -> Response[dict[str, Loan]]:
    """As ``sync_detailed``, from an event loop."""
    return await endpoint_functions.asyncio_detailed(client, build())


@clears_locals
async def asyncio(*, client: AsyncSender) -> dict[str, Loan]:
    """As ``sync``, from an event loop."""
    return await endpoint_functions.asyncio(client, build())
