"""Delete an assessment item"""

from timeback_api._core import calls, encode
from timeback_api._core.calls import AsyncSender, Sender
from timeback_api._core.frames import clears_locals
from timeback_api._core.wire import Operation, Request, Response
from timeback_api.qti._package import PACKAGE


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
        f"/assessment-items/{encode.segment('identifier', identifier, frozenset({'metadata'}))}",
    )


@clears_locals
def sync_detailed(identifier: str, *, client: Sender) -> Response[None]:
    """Send it, and give the reply with its status and headers; raises for no status."""
    return calls.sync_detailed(client, build(identifier))


@clears_locals
def sync(identifier: str, *, client: Sender) -> None:
    """Send it, and give the body as it is on the wire; raises an ``APIStatusError`` for a status outside 2xx."""
    calls.sync(client, build(identifier))


@clears_locals
async def asyncio_detailed(identifier: str, *, client: AsyncSender) -> Response[None]:
    """As ``sync_detailed``, from an event loop."""
    return await calls.asyncio_detailed(client, build(identifier))


@clears_locals
async def asyncio(identifier: str, *, client: AsyncSender) -> None:
    """As ``sync``, from an event loop."""
    await calls.asyncio(client, build(identifier))
