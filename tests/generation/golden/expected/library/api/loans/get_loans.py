"""List loans"""

from timeback_api.library._package import PACKAGE
from timeback_api.library.models.loan import Loan
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import MapOf

OPERATION = Operation(PACKAGE, "getLoans", "GET", "/loans", {200: ResponseDecoder(MapOf(ModelOf(Loan)).parse)})


@clears_locals
def build() -> Request[dict[str, Loan]]:
    """List loans.

    All loans by day.

    Source: GET /lib/v1/loans (getLoans).
    """
    return Request(OPERATION, "/loans")


@sends(build)
def sync_detailed(*, client: Sender) -> Response[dict[str, Loan]]: ...
@sends(build)
def sync(*, client: Sender) -> dict[str, Loan]: ...
@sends(build)
async def asyncio_detailed(*, client: AsyncSender) -> Response[dict[str, Loan]]: ...
@sends(build)
async def asyncio(*, client: AsyncSender) -> dict[str, Loan]: ...
