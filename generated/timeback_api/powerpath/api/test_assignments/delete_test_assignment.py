"""Delete a test assignment"""

from timeback_api.powerpath._package import PACKAGE
from timeback_runtime import encoding, endpoint_functions
from timeback_runtime.endpoint_functions import AsyncSender, Sender
from timeback_runtime.frames import clears_locals
from timeback_runtime.messages import Operation, Request, Response

_RESERVED_ID = frozenset({"admin", "bulk", "import"})
OPERATION = Operation(
    PACKAGE, "deleteTestAssignment", "DELETE", "/test-assignments/{id}", {204: None}, is_extension=True
)


@clears_locals
def build(id: str) -> Request[None]:
    """Delete a test assignment.

    Withdraws the assignment from the student.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        id: Id of the test assignment.

    Source: DELETE /powerpath/test-assignments/{id} (deleteTestAssignment).
    """
    return Request(OPERATION, f"/test-assignments/{encoding.path_segment('id', id, _RESERVED_ID)}")


@clears_locals
def sync_detailed(id: str, *, client: Sender) -> Response[None]:
    """Send the request and return the reply with its status and headers. No status raises an exception."""
    return endpoint_functions.sync_detailed(client, build(id))


@clears_locals
def sync(id: str, *, client: Sender) -> None:
    """Send the request and return the model of the complete body. A status outside 2xx raises an ``APIStatusError``."""
    endpoint_functions.sync(client, build(id))


@clears_locals
async def asyncio_detailed(id: str, *, client: AsyncSender) -> Response[None]:
    """Like ``sync_detailed``, but asynchronous."""
    return await endpoint_functions.asyncio_detailed(client, build(id))


@clears_locals
async def asyncio(id: str, *, client: AsyncSender) -> None:
    """Like ``sync``, but asynchronous."""
    await endpoint_functions.asyncio(client, build(id))
