"""Delete an assessment item"""

from timeback_api.qti._package import PACKAGE
from timeback_runtime import encoding, endpoint_functions
from timeback_runtime.endpoint_functions import AsyncSender, Sender
from timeback_runtime.frames import clears_locals
from timeback_runtime.messages import Operation, Request, Response


OPERATION = Operation(
    PACKAGE,
    "deleteAssessmentItem",
    "DELETE",
    "/assessment-items/{identifier}",
    {
        204: None,
    },
)


@clears_locals
def build(identifier: str) -> Request[None]:
    """Delete an assessment item.

    Removes the item from the bank.

    Args:
        identifier: Identifier of the assessment item.

    Source: DELETE /api/assessment-items/{identifier} (deleteAssessmentItem).
    """
    return Request(
        OPERATION,
        f"/assessment-items/{encoding.segment('identifier', identifier, frozenset({'metadata'}))}",
    )


@clears_locals
def sync_detailed(identifier: str, *, client: Sender) -> Response[None]:
    """Send it, and give the reply with its status and headers; raises for no status."""
    return endpoint_functions.sync_detailed(client, build(identifier))


@clears_locals
def sync(identifier: str, *, client: Sender) -> None:
    """Send it, and give the body as it is on the wire; raises an ``APIStatusError`` for a status outside 2xx."""
    endpoint_functions.sync(client, build(identifier))


@clears_locals
async def asyncio_detailed(identifier: str, *, client: AsyncSender) -> Response[None]:
    """As ``sync_detailed``, from an event loop."""
    return await endpoint_functions.asyncio_detailed(client, build(identifier))


@clears_locals
async def asyncio(identifier: str, *, client: AsyncSender) -> None:
    """As ``sync``, from an event loop."""
    await endpoint_functions.asyncio(client, build(identifier))
