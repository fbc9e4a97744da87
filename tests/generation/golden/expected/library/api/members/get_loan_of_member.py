"""Read a loan"""

from timeback_api.library._package import PACKAGE
from timeback_api.library.models.lending import Lending, parse_lending
from timeback_runtime import encoding, endpoint_functions
from timeback_runtime.decoding import ResponseDecoder
from timeback_runtime.endpoint_functions import AsyncSender, Sender
from timeback_runtime.frames import clears_locals
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE, "getLoanOfMember", "GET", "/members/{memberId}/loans/{loanId}", {200: ResponseDecoder(parse_lending)}
)


@clears_locals
def build(member_id: str, loan_id: str) -> Request[Lending]:
    """Read a loan.

    One loan of one member.

    Args:
        member_id: Id of the member.
        loan_id: Id of the loan.

    Source: GET /lib/v1/members/{memberId}/loans/{loanId} (getLoanOfMember).
    """
    return Request(
        OPERATION,
        f"/members/{encoding.path_segment('member_id', member_id)}/loans/{encoding.path_segment('loan_id', loan_id)}",
    )


@clears_locals
def sync_detailed(member_id: str, loan_id: str, *, client: Sender) -> Response[Lending]:
    """Send the request and return the reply with its status and headers. No status raises an exception."""
    return endpoint_functions.sync_detailed(client, build(member_id, loan_id))


@clears_locals
def sync(member_id: str, loan_id: str, *, client: Sender) -> Lending:
    """Send the request and return the model of the complete body. A status outside 2xx raises an ``APIStatusError``."""
    return endpoint_functions.sync(client, build(member_id, loan_id))


@clears_locals
async def asyncio_detailed(member_id: str, loan_id: str, *, client: AsyncSender) -> Response[Lending]:
    """Like ``sync_detailed``, but asynchronous."""
    return await endpoint_functions.asyncio_detailed(client, build(member_id, loan_id))


@clears_locals
async def asyncio(member_id: str, loan_id: str, *, client: AsyncSender) -> Lending:
    """Like ``sync``, but asynchronous."""
    return await endpoint_functions.asyncio(client, build(member_id, loan_id))
