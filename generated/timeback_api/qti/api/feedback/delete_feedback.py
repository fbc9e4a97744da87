"""Delete feedback"""

from timeback_api.common.models.message import Message, parse_message
from timeback_api.qti._package import PACKAGE
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

_RESERVED_ID = frozenset({"assessment-items", "assessment-tests", "lesson", "question", "stimuli", "validate"})
OPERATION = Operation(
    PACKAGE, "deleteFeedback", "DELETE", "/{id}", {200: ResponseDecoder(parse_message)}, is_extension=True,
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


@sends(build)
def sync_detailed(id: str, *, client: Sender) -> Response[Message]: ...
@sends(build)
def sync(id: str, *, client: Sender) -> Message: ...
@sends(build)
async def asyncio_detailed(id: str, *, client: AsyncSender) -> Response[Message]: ...
@sends(build)
async def asyncio(id: str, *, client: AsyncSender) -> Message: ...
