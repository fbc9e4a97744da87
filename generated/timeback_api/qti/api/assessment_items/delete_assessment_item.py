"""Delete an assessment item"""

from timeback_api.qti._package import PACKAGE
from timeback_runtime import encoding, endpoint_functions
from timeback_runtime.endpoint_functions import AsyncSender, Sender
from timeback_runtime.frames import clears_locals
from timeback_runtime.messages import Operation, Request, Response

_RESERVED_IDENTIFIER = frozenset({"metadata"})
OPERATION = Operation(
    PACKAGE, "deleteAssessmentItem", "DELETE", "/assessment-items/{identifier}", {204: None}, is_extension=True
)


@clears_locals
def build(identifier: str) -> Request[None]:
    """Delete an assessment item.

    Removes the item from the bank.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        identifier: Identifier of the assessment item.

    Source: DELETE /api/assessment-items/{identifier} (deleteAssessmentItem).
    """
    return Request(
        OPERATION, f"/assessment-items/{encoding.path_segment('identifier', identifier, _RESERVED_IDENTIFIER)}"
    )


@clears_locals
def sync_detailed(identifier: str, *, client: Sender) -> Response[None]:
    """Send the request and return the reply with its status and headers. No status raises an exception."""
    return endpoint_functions.sync_detailed(client, build(identifier))


@clears_locals
def sync(identifier: str, *, client: Sender) -> None:
    """Send the request and return the model of the complete body. A status outside 2xx raises an ``APIStatusError``."""
    endpoint_functions.sync(client, build(identifier))


@clears_locals
async def asyncio_detailed(identifier: str, *, client: AsyncSender) -> Response[None]:
    """Like ``sync_detailed``, but asynchronous."""
    return await endpoint_functions.asyncio_detailed(client, build(identifier))


@clears_locals
async def asyncio(identifier: str, *, client: AsyncSender) -> None:
    """Like ``sync``, but asynchronous."""
    await endpoint_functions.asyncio(client, build(identifier))
