"""List loans"""

from timeback_api.library._package import PACKAGE
from timeback_api.library.models.loan import Loan, parse_loan
from timeback_runtime import endpoint_functions
from timeback_runtime.decoding import ResponseDecoder
from timeback_runtime.endpoint_functions import AsyncSender, Sender
from timeback_runtime.frames import clears_locals
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE,
    "getLoans",
    "GET",
    "/loans",
    {
        200: ResponseDecoder(
            lambda value: (
                {key: parse_loan(item) if type(item) is dict else item for key, item in value.items()}
                if type(value) is dict
                else value
            )
        )
    },
)


@clears_locals
def build() -> Request[dict[str, Loan]]:
    """List loans.

    All loans by day.

    Source: GET /lib/v1/loans (getLoans).
    """
    return Request(OPERATION, "/loans")


@clears_locals
def sync_detailed(*, client: Sender) -> Response[dict[str, Loan]]:
    """Send the request and return the reply with its status and headers. No status raises an exception."""
    return endpoint_functions.sync_detailed(client, build())


@clears_locals
def sync(*, client: Sender) -> dict[str, Loan]:
    """Send the request and return the model of the complete body. A status outside 2xx raises an ``APIStatusError``."""
    return endpoint_functions.sync(client, build())


@clears_locals
async def asyncio_detailed(*, client: AsyncSender) -> Response[dict[str, Loan]]:
    """Like ``sync_detailed``, but asynchronous."""
    return await endpoint_functions.asyncio_detailed(client, build())


@clears_locals
async def asyncio(*, client: AsyncSender) -> dict[str, Loan]:
    """Like ``sync``, but asynchronous."""
    return await endpoint_functions.asyncio(client, build())
