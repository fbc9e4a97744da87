"""Read a loan"""

from timeback_api.library._package import PACKAGE
from timeback_api.library.models.lending import Lending, parse_lending
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE, "getLoanOfMember", "GET", "/members/{memberId}/loans/{loanId}", {200: ResponseDecoder(parse_lending)},
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
        f"/members/{encoding.path_segment('member_id', member_id)}"
f"/loans/{encoding.path_segment('loan_id', loan_id)}",
    )


@sends(build)
def sync_detailed(member_id: str, loan_id: str, *, client: Sender) -> Response[Lending]: ...
@sends(build)
def sync(member_id: str, loan_id: str, *, client: Sender) -> Lending: ...
@sends(build)
async def asyncio_detailed(member_id: str, loan_id: str, *, client: AsyncSender) -> Response[Lending]: ...
@sends(build)
async def asyncio(member_id: str, loan_id: str, *, client: AsyncSender) -> Lending: ...
