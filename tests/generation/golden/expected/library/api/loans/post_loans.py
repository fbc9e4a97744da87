"""Create loans"""

from collections.abc import Mapping, Sequence
from typing import Any

from timeback_api.library._package import PACKAGE
from timeback_api.library.models.loan import Loan
from timeback_runtime import encoding
from timeback_runtime.decoding import identity
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import ListOf

OPERATION = Operation(PACKAGE, "postLoans", "POST", "/loans", {200: ResponseDecoder(identity, json_type=int)})


@clears_locals
def build(body: Sequence[Loan | Mapping[str, Any]]) -> Request[int]:
    """Create loans.

    Lends several books at once.

    Args:
        body: The loans.

    Source: POST /lib/v1/loans (postLoans).
    """
    return Request(
        OPERATION, "/loans", content=encoding.raw_body("body", body, ListOf(ModelOf(Loan), 1)),
        content_type="application/json",
    )


@sends(build)
def sync_detailed(body: Sequence[Loan | Mapping[str, Any]], *, client: Sender) -> Response[int]: ...
@sends(build)
def sync(body: Sequence[Loan | Mapping[str, Any]], *, client: Sender) -> int: ...
@sends(build)
async def asyncio_detailed(body: Sequence[Loan | Mapping[str, Any]], *, client: AsyncSender) -> Response[int]: ...
@sends(build)
async def asyncio(body: Sequence[Loan | Mapping[str, Any]], *, client: AsyncSender) -> int: ...
