"""Delete feedback"""

from timeback_api.common.models.message import Message, parse_message
from timeback_api.qti._package import PACKAGE
from timeback_runtime import encoding, endpoint_functions
from timeback_runtime.decoding import ResponseDecoder
from timeback_runtime.endpoint_functions import AsyncSender, Sender
from timeback_runtime.frames import clears_locals
from timeback_runtime.messages import Operation, Request, Response

_RESERVED_ID = frozenset({"assessment-items", "assessment-tests", "lesson", "question", "stimuli", "validate"})
OPERATION = Operation(
    PACKAGE, "deleteFeedback", "DELETE", "/{id}", {200: ResponseDecoder(parse_message)}, is_extension=True
)


@clears_locals
def build(id: str) -> Request[Message]:
    """Delete feedback.

    Removes feedback on a lesson or a question.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        id: Id of the feedback, set by the server.

    Source: DELETE /api/{id} (deleteFeedback).
    """
    return Request(OPERATION, f"/{encoding.path_segment('id', id, _RESERVED_ID)}")


@clears_locals
def sync_detailed(id: str, *, client: Sender) -> Response[Message]:
    """Send the request and return the reply with its status and headers. No status raises an exception."""
    return endpoint_functions.sync_detailed(client, build(id))


@clears_locals
def sync(id: str, *, client: Sender) -> Message:
    """Send the request and return the model of the complete body. A status outside 2xx raises an ``APIStatusError``."""
    return endpoint_functions.sync(client, build(id))


@clears_locals
async def asyncio_detailed(id: str, *, client: AsyncSender) -> Response[Message]:
    """Like ``sync_detailed``, but asynchronous."""
    return await endpoint_functions.asyncio_detailed(client, build(id))


@clears_locals
async def asyncio(id: str, *, client: AsyncSender) -> Message:
    """Like ``sync``, but asynchronous."""
    return await endpoint_functions.asyncio(client, build(id))
