"""Delete feedback"""

from timeback_api.common.models.message import Message, parse_message
from timeback_api.qti._package import PACKAGE
from timeback_runtime import encoding, endpoint_functions
from timeback_runtime.endpoint_functions import AsyncSender, Sender
from timeback_runtime.frames import clears_locals
from timeback_runtime.messages import Operation, Reader, Request, Response


OPERATION = Operation(
    PACKAGE,
    "deleteFeedback",
    "DELETE",
    "/{id}",
    {
        200: Reader(parse_message),
    },
)


@clears_locals
def build(id: str) -> Request[Message]:
    """Delete feedback.

    Removes a remark on a lesson or a question.

    Args:
        id: Id that the server gave to the remark.

    Source: DELETE /api/{id} (deleteFeedback).
    """
    return Request(
        OPERATION,
        f"/{encoding.segment('id', id, frozenset({'assessment-items', 'assessment-tests', 'lesson', 'question', 'stimuli', 'validate'}))}",
    )


@clears_locals
def sync_detailed(id: str, *, client: Sender) -> Response[Message]:
    """Send it, and give the reply with its status and headers; raises for no status."""
    return endpoint_functions.sync_detailed(client, build(id))


@clears_locals
def sync(id: str, *, client: Sender) -> Message:
    """Send it, and give the body as it is on the wire; raises an ``APIStatusError`` for a status outside 2xx."""
    return endpoint_functions.sync(client, build(id))


@clears_locals
async def asyncio_detailed(id: str, *, client: AsyncSender) -> Response[Message]:
    """As ``sync_detailed``, from an event loop."""
    return await endpoint_functions.asyncio_detailed(client, build(id))


@clears_locals
async def asyncio(id: str, *, client: AsyncSender) -> Message:
    """As ``sync``, from an event loop."""
    return await endpoint_functions.asyncio(client, build(id))
