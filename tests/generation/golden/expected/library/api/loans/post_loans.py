"""Create loans"""

from collections.abc import Mapping, Sequence
from typing import Any

from timeback_api.library._package import PACKAGE
from timeback_api.library.models.loan import Loan
from timeback_runtime import encoding, endpoint_functions
from timeback_runtime.decoding import ResponseDecoder, identity
from timeback_runtime.endpoint_functions import AsyncSender, Sender
from timeback_runtime.frames import clears_locals
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
        OPERATION,
        "/loans",
        content=encoding.raw_body("body", body, ListOf(ModelOf(Loan), 1)),
        content_type="application/json",
    )


@clears_locals
def sync_detailed(body: Sequence[Loan | Mapping[str, Any]], *, client: Sender) -> Response[int]:
    """Send the request and return the reply with its status and headers. No status raises an exception."""
    return endpoint_functions.sync_detailed(client, build(body))


@clears_locals
def sync(body: Sequence[Loan | Mapping[str, Any]], *, client: Sender) -> int:
    """Send the request and return the model of the complete body. A status outside 2xx raises an ``APIStatusError``."""
    return endpoint_functions.sync(client, build(body))


@clears_locals
async def asyncio_detailed(body: Sequence[Loan | Mapping[str, Any]], *, client: AsyncSender) -> Response[int]:
    """Like ``sync_detailed``, but asynchronous."""
    return await endpoint_functions.asyncio_detailed(client, build(body))


@clears_locals
async def asyncio(body: Sequence[Loan | Mapping[str, Any]], *, client: AsyncSender) -> int:
    """Like ``sync``, but asynchronous."""
    return await endpoint_functions.asyncio(client, build(body))
